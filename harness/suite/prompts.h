#pragma once

#include <memory>
#include <string>
#include <vector>

#include "suite/assertion_shelf.h"
#include "suite/loading.h"

namespace sightline {

/// A template in a prompt.
struct PromptTemplate {
  enum class Kind {
    text,             ///< An image in it is an error.
    text_and_images,  ///< {{photo}} in it may be an image.
    image             ///< A path or URL, or one {{photo}} that is an image.
  };
  const Node* text = nullptr;
  Kind kind = Kind::text;
};

/// A prompt while its suite is read: the value, and what it wants of each case.
struct PromptDraft {
  Prompt prompt;
  std::shared_ptr<const Source> source;  ///< The file that holds the body.
  std::string folder;
  std::vector<PromptTemplate> templates;
  /// True where an `assert:` stands beside a turn, well-formed or not.
  bool has_assertions = false;
  /// Null for a prompt whose body stands in the suite.
  std::unique_ptr<AssertionShelf> own_assertions = nullptr;
};

/// Reads the prompts of a suite. Those that are wrong beyond use are told, and stand there without a body.
std::vector<PromptDraft> read_prompts(const Node* written, std::shared_ptr<const Source> source, const Origin& origin,
                                      AssertionShelf& assertions, Loading& loading);

/// Holds a prompt's templates against a case's variables. False where something is wrong, which is told.
bool check_prompt(const PromptDraft& draft, const Node& vars, const std::map<std::string, ImagePart>& images,
                  const std::string& case_id, Loading& loading);

/// Opens the images that a prompt names itself, by templates that check_prompt had nothing against.
void open_images(PromptDraft& draft, const Node& vars, const std::map<std::string, ImagePart>& images,
                 const std::string& case_id, Loading& loading);

/// True where a prompt prints the variable somewhere.
bool shows_variable(const PromptDraft& draft, std::string_view name);

/// The images that a prompt names itself and open_images found, for one case.
std::vector<ImagePtr> named_images(const PromptDraft& draft, const Node& vars,
                                   const std::map<std::string, ImagePart>& images);

/// `$model`: the assistant turn that the model fills.
bool is_model_turn(const Node& turn);

}  // namespace sightline
