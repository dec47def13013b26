import Blobs
import Diagnostics
import Git

/// Where a repository is that nobody has cloned: what git takes for an address.
///
///     https://host/group/acme.git   ssh://host/acme.git   host:group/acme.git   file:///srv/acme.git   ../acme.git
struct RepositoryAddress {
  /// For git, wherever it runs.
  let text: String

  /// - Throws: for what is no address, or would be an option of git's.
  init(_ argument: String) throws {
    guard !argument.isEmpty, !argument.hasPrefix("-"), !argument.contains(where: \.isNewline) else {
      throw CommandFailure(
        status: .usage,
        "'\(EscapedText.line(argument))' is not the address of a repository\nhelp: write it as for git clone: https://…, ssh://…, host:path, file://… or a folder"
      )
    }
    guard Self.isFolder(argument) else {
      text = argument
      return
    }
    guard let path = FileSystem.realPath(argument) else {
      throw CommandFailure(
        status: .usage, "there is no repository at '\(EscapedText.line(RepositoryOption.shown(argument)))'")
    }
    text = path
  }

  /// No scheme, and no host in front of a colon.
  ///
  /// Source: git-clone(1), "GIT URLS".
  private static func isFolder(_ argument: String) -> Bool {
    guard let colon = argument.firstIndex(of: ":") else { return true }
    return argument[..<colon].contains("/")
  }

  /// Without a name and a password.
  var shown: String { EscapedText.line(AddressText.withoutCredentials(text)) }
}
