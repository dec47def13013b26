import Blobs
import Git
import Manifests

/// ssh-keygen, asked about signatures that are not checked in this process: RSA, and what browsers make of security keys.
///
/// Source: ssh-keygen(1), "-Y verify" and "ALLOWED SIGNERS".
enum SSHKeygen {
  static let program = "ssh-keygen"

  /// True if a signature is one key's, of this payload in git's namespace. No file of any account has a say: the only
  /// key that counts is written to a temporary folder.
  static func verifies(_ signature: [UInt8], by key: SigningKey, of payload: [UInt8]) throws(GitError) -> Bool {
    let folder = try FileSystem.makeTemporaryFolder()
    defer { FileSystem.removeTree(folder) }
    let (allowed, file) = (folder + "/allowed", folder + "/signature")
    let line = "signer namespaces=\"git\" \(key.text)\n"
    try FileSystem.write(Array(line.utf8), to: allowed)
    try FileSystem.write(signature, to: file)
    let result = try Repository.runProgram(
      program, ["-Y", "verify", "-f", allowed, "-I", "signer", "-n", "git", "-s", file], input: payload,
      environment: ["HOME": folder, "LC_ALL": "C"])
    return result.status == 0
  }
}
