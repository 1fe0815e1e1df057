#pragma once

#include <string_view>

namespace sightline {

/// The definitions of ANLS that are in use. Both leave case aside and count code points; neither composes accents.
/// `official`: QwenLM/Qwen-VL eval_mm/infographicsvqa_eval.py, the challenge's own program. The distance is that of the
/// texts with their white space collapsed; it is divided by the length of the longer text as it was written, in upper
/// case, so that blanks and "ß" lengthen it. Two empty texts are alike.
/// `pix2struct`: google-research/pix2struct pix2struct/metrics.py, as it was first released and as its many copies have
/// it (since then it keeps a similarity of 0.5). White space counts. It divides by zero for two empty texts; here they
/// are alike.
enum class AnlsVariant { official, pix2struct };

/// What of the similarity is cut to 0: less than 0.5 (official), or 0.5 and less (pix2struct).
inline constexpr double kAnlsCut = 0.5;

/// 1 minus the normalised Levenshtein distance, before the cut: 1 at most, below 0 where lower case lengthens a text
/// ("İ").
double anls_similarity(std::string_view expected, std::string_view answer, AnlsVariant variant = AnlsVariant::official);
/// The similarity as a score: 0 where it is cut.
double anls_cut(double similarity, AnlsVariant variant = AnlsVariant::official);
/// Average Normalised Levenshtein Similarity of one answer and one reference. The best counts where there are several.
double anls(std::string_view expected, std::string_view answer, AnlsVariant variant = AnlsVariant::official);

}  // namespace sightline
