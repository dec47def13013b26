import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Enforcement
import Git
import Manifests

extension SigningKey {
  static let argumentHelp = ArgumentHelp(
    "A public key that signs commits: a file such as id_ed25519.pub or gpg's armored export, or the key itself; may be repeated.",
    valueName: "file|key")

  /// Reads what people give on the command line: a file that holds a public key, or the key itself.
  init(argument: String) throws {
    let isKey = argument.contains(" ") || argument.contains("\n")
    let file = isKey && !FileSystem.exists(argument) ? nil : try Self.text(of: argument)
    guard file != nil || isKey else {
      throw CommandFailure(
        status: .usage,
        "there is no file '\(EscapedText.line(argument))'\nhelp: name a public key's file, such as ~/.ssh/id_ed25519.pub, or quote the key itself"
      )
    }
    let what = file == nil ? "the key" : "the key in '\(EscapedText.line(argument))'"
    do throws(SigningKeyProblem) {
      try self.init(file ?? argument)
    } catch {
      throw CommandFailure(status: .usage, "\(what) \(error)\nhelp: \(error.help)")
    }
  }

  /// Nil where there is no such file.
  private static func text(of path: String) throws -> String? {
    guard FileSystem.exists(path), !FileSystem.isFolder(path) else { return nil }
    do throws(GitError) {
      return String(decoding: try RegularFile.bytes(of: path, atMost: sizeLimitInBytes), as: UTF8.self)
    } catch {
      throw CommandFailure(
        status: .usage,
        "the key in '\(EscapedText.line(path))' cannot be read: \(error.detail)\nhelp: name a public key's file")
    }
  }

  /// gpg exports every photo and signature of a key with it.
  private static let sizeLimitInBytes = 16 * 1024 * 1024

  /// What an argument means that names a key to be taken away: a fingerprint of one that is there, or a file or the key itself.
  ///
  /// - Parameter keys: the member's.
  static func removal(_ argument: String, from keys: [SigningKey]) throws -> EditMember.RemovedKey {
    if argument.hasPrefix("SHA256:") || keys.contains(where: { $0.fingerprint == argument }) {
      return .fingerprint(argument)
    }
    return .key(try SigningKey(argument: argument))
  }
}
