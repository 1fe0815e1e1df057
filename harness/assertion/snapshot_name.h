#pragma once

#include <string>

#include "model/result.h"

namespace sightline {

/// Where the approved answer of a unit lies below its suite's folder: "snapshots/receipts/cafe.txt". Prompt and model
/// are in the name only where the suite has several of either: "snapshots/receipts/cafe.terse.qwen3-vl.txt". `name`
/// tells several snapshots of a case apart: "cafe+total.txt". Where `several` is the same, two units never share a file,
/// whatever their names hold; bytes other than letters, digits and `. _ - @ = ,` become %XX.
std::string snapshot_file(const UnitId& unit, const std::string& name, bool several);

}  // namespace sightline
