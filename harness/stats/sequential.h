#pragma once

#include <cstdint>

#include "stats/discordant.h"

namespace sightline {

/// The natural logarithm of the e-value against "a discordant pair falls either way with probability 1/2", with the
/// uniform prior on that probability: ln(2^n b! c! / (n+1)!), n = b + c. At any time, also after looking often,
/// rejecting where E >= 1/alpha has a false alarm rate of at most alpha (Ville's inequality; Ramdas et al. 2023, arXiv
/// 2210.01948).
double log_e_value(DiscordantPairs pairs);

/// The same against "it has not become worse": prior uniform on 1/2..1 for the probability that a discordant pair is
/// lost.
double log_e_value_worse(DiscordantPairs pairs);
/// And against "it has not become better".
double log_e_value_better(DiscordantPairs pairs);

/// What a test that looks after each pair has come to.
enum class Decision { undecided, worse, better, no_worse };

}  // namespace sightline
