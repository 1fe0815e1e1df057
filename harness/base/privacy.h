#pragma once

#include <string>

namespace sightline {

/// From now on all that this process writes, and all that its children write, is for its owner alone: files are made
/// 0600 and folders 0700, whatever the umask was, and files that are gone on with become so. Folders that stand already
/// keep their mode. There is no way back. To be called before other threads write.
void keep_files_private();
bool files_are_private();

/// True for a file or a folder that nobody but its owner may read or write; false where there is none.
bool is_private(const std::string& path);

/// Makes a file that stands already the owner's alone, where files are private. What cannot be changed stays as it is:
/// it is somebody else's.
void keep_private(const std::string& path);

}  // namespace sightline
