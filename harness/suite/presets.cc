#include "suite/load.h"

namespace sightline {

const std::vector<Preset>& provider_presets() {
  static const std::vector<Preset> presets = {
      {"aimlapi", "https://api.aimlapi.com/v1", "AIMLAPI_API_KEY"},
      {"openai", "https://api.openai.com/v1", "OPENAI_API_KEY"},
      {"openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"},
      {"dashscope", "https://dashscope.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY"},
      {"vllm", "http://127.0.0.1:8000/v1", ""},
      {"ollama", "http://127.0.0.1:11434/v1", ""},
  };
  return presets;
}

}  // namespace sightline
