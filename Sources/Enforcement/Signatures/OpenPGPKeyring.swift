import Blobs
import Git
import Manifests

/// gpg with a keyring of its own in a temporary folder, which holds the members' keys and nothing else: no keyring,
/// configuration or agent of the server's account has a say.
///
/// Source: gpg(1); GnuPG's doc/DETAILS, "Format of the --status-fd output".
final class OpenPGPKeyring {
  static let program = "gpg"
  static let begin = Array("-----BEGIN PGP SIGNATURE-----".utf8)

  private let folder: String

  /// - Throws: if gpg is not there; then nobody can judge, and the push is refused.
  init(_ keys: [OpenPGPPublicKey]) throws(GitError) {
    folder = try FileSystem.makeTemporaryFolder()
    guard !keys.isEmpty else { return }
    let file = folder + "/members.gpg"
    try FileSystem.write(keys.flatMap(\.packets), to: file)
    // A key that gpg does not take has no signature that counts.
    _ = try run(["--import", file])
  }

  deinit { FileSystem.removeTree(folder) }

  /// What gpg says of a signature.
  enum Verdict: Hashable {
    /// Good, by the key whose primary key has this fingerprint.
    case good(fingerprint: String)
    case unknownKey(fingerprint: String)
    case bad(SignatureProblem, fingerprint: String?)
  }

  func verdict(on signature: [UInt8], of payload: [UInt8]) throws(GitError) -> Verdict {
    let (signatureFile, payloadFile) = (folder + "/signature", folder + "/payload")
    try FileSystem.write(signature, to: signatureFile)
    try FileSystem.write(payload, to: payloadFile)
    let result = try run(["--status-fd", "1", "--verify", signatureFile, payloadFile])
    return Self.verdict(status: result.status, result.text)
  }

  private func run(_ arguments: [String]) throws(GitError) -> ProcessResult {
    let quiet = [
      "--batch", "--no-tty", "--quiet", "--no-options", "--no-autostart", "--no-auto-key-retrieve",
      "--no-auto-check-trustdb", "--trust-model", "always",
    ]
    return try Repository.runProgram(
      Self.program, ["--homedir", folder] + quiet + arguments,
      environment: ["HOME": folder, "GNUPGHOME": folder, "LC_ALL": "C"])
  }

  /// One signature that is good in every respect, or what is wrong with it.
  static func verdict(status: Int32, _ text: String) -> Verdict {
    var lines: [(word: String, rest: [String])] = []
    for line in text.split(separator: "\n") where line.hasPrefix("[GNUPG:] ") {
      let words = line.dropFirst(9).split(separator: " ").map(String.init)
      if let word = words.first { lines.append((word, Array(words.dropFirst()))) }
    }
    func words(after word: String) -> [String]? { lines.first { $0.word == word }?.rest }
    // VALIDSIG has the primary key's fingerprint last, ERRSIG the fingerprint, if it is known, after the key's id.
    let fingerprint = words(after: "VALIDSIG")?.last
    if let failed = words(after: "ERRSIG"), failed.count > 5, failed[5] == "9" {
      return .unknownKey(fingerprint: failed.count > 6 && failed[6] != "-" ? failed[6] : failed[0])
    }
    for (word, what) in [
      ("REVKEYSIG", "is by a key that was revoked"), ("EXPKEYSIG", "is by a key that has expired"),
      ("EXPSIG", "has expired"),
    ] {
      if let found = words(after: word) {
        return .bad(.revokedOrExpired(what), fingerprint: fingerprint ?? found.first)
      }
    }
    if let found = words(after: "BADSIG") { return .bad(.mismatch, fingerprint: found.first) }
    guard status == 0, let fingerprint, lines.count(where: { $0.word == "GOODSIG" }) == 1,
      lines.count(where: { $0.word == "VALIDSIG" }) == 1
    else { return .bad(.malformed("gpg does not accept it"), fingerprint: fingerprint) }
    return .good(fingerprint: fingerprint)
  }
}
