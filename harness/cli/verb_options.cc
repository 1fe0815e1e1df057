#include "cli/verb_options.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>

namespace sightline {

VerbOption VerbOption::required() {
  option_->required();
  return *this;
}

VerbOption VerbOption::values(int least, int most) {
  option_->expected(least, most);
  return *this;
}

VerbOption VerbOption::one_at_a_time() {
  option_->allow_extra_args(false);
  return *this;
}

VerbOption VerbOption::one_of(std::vector<std::string> choices) {
  option_->check(CLI::IsMember(std::move(choices)));
  return *this;
}

template <typename Number>
VerbOption VerbOption::between(Number least, Number most) {
  option_->check(CLI::Range(least, most));
  return *this;
}

template VerbOption VerbOption::between(int, int);
template VerbOption VerbOption::between(double, double);

VerbOption VerbOption::check(std::function<std::string(const std::string&)> trouble) {
  option_->check(std::move(trouble));
  return *this;
}

VerbOption VerbOption::excludes(const VerbOption& other) {
  option_->excludes(other.option_);
  return *this;
}

bool VerbOption::is_given() const {
  return option_->count() > 0;
}

VerbOptions::VerbOptions() : app_(std::make_unique<CLI::App>()) {
  app_->set_help_flag();
  app_->allow_extras();
}

VerbOptions::~VerbOptions() = default;

template <typename Value>
VerbOption VerbOptions::add(const std::string& names, Value& target) {
  return VerbOption(*app_->add_option(names, target));
}

template <typename Value>
VerbOption VerbOptions::add_flag(const std::string& names, Value& target) {
  return VerbOption(*app_->add_flag(names, target));
}

Expected<std::vector<std::string>> VerbOptions::read(const std::vector<std::string>& arguments) {
  try {
    app_->parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    return failure(error.what());
  }
  return app_->remaining();
}

std::vector<std::string> VerbOptions::names() const {
  std::vector<std::string> names;
  for (const CLI::Option* option : app_->get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> VerbOptions::given() const {
  std::vector<std::string> names;
  for (const CLI::Option* option : app_->get_options()) {
    if (option->count() > 0 && !option->get_lnames().empty()) names.push_back("--" + option->get_lnames().front());
  }
  return names;
}

template VerbOption VerbOptions::add(const std::string&, std::string&);
template VerbOption VerbOptions::add(const std::string&, std::vector<std::string>&);
template VerbOption VerbOptions::add(const std::string&, std::uint16_t&);
template VerbOption VerbOptions::add(const std::string&, unsigned&);
template VerbOption VerbOptions::add(const std::string&, std::int64_t&);
template VerbOption VerbOptions::add(const std::string&, std::uint64_t&);
template VerbOption VerbOptions::add(const std::string&, double&);
template VerbOption VerbOptions::add(const std::string&, std::optional<std::uint16_t>&);
template VerbOption VerbOptions::add(const std::string&, std::optional<unsigned>&);
template VerbOption VerbOptions::add(const std::string&, std::optional<std::uint64_t>&);
template VerbOption VerbOptions::add(const std::string&, std::optional<double>&);
template VerbOption VerbOptions::add_flag(const std::string&, bool&);

}  // namespace sightline
