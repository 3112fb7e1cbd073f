/// Secrets that a person types: a PIN, a passphrase, the number of a document.
#pragma once

#include <filesystem>
#include <string>

#include "analysis/core/result.hpp"

namespace sternum {

/// One line of the standard input; from a terminal asked for with `prompt` and not shown. Waits for
/// the person. An error at the end of the input.
[[nodiscard]] Result<std::string> read_secret(const std::string& prompt);

/// Whose number goes into the audit trail for what a command is about to do with people's data:
/// `number`, after the PIN has been asked for and is right. Empty while the folder has no
/// instructors, and nobody can sign in; an error when it has some and `number` is empty.
[[nodiscard]] Result<std::string> sign_in_at_terminal(const std::filesystem::path& folder,
                                                      const std::string& number);

/// The key file of identity numbers unless told otherwise: `$XDG_CONFIG_HOME/sternum/identity.key`,
/// else `~/.config/sternum/identity.key`.
[[nodiscard]] std::filesystem::path default_key_file();

}  // namespace sternum
