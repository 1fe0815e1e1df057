#pragma once

#include "suite/shape.h"

namespace sightline {

/// The version of the format that this program reads.
constexpr int kFormatVersion = 1;

/// The closed lists of keys of sightline.yaml and of suites.
const Table& project_table();
const Table& model_table();
const Table& gate_table();
const Table& suite_table();
const Table& case_table();
const Table& defaults_table();
const Table& dataset_table();
/// A variable that is an image.
const Table& image_table();

const Table& turn_table();
const Table& part_table();

/// A prompt: text, {file: …}, or a conversation.
const Shape& prompt_shape();
/// The turns of a conversation.
const Shape& conversation_shape();

}  // namespace sightline
