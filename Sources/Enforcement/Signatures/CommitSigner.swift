import Diagnostics
package import Git
import Manifests
package import Rules

/// Says which member signed a commit, by the keys that one snapshot's members have.
///
/// The members are read once; Ed25519 and ECDSA signatures are then checked in this process, in well under a millisecond a commit.
/// Others start ssh-keygen or gpg.
package final class CommitSigner {
  private let repository: Repository
  private let members: any Snapshot
  private var known: Keys?
  private var keyring: OpenPGPKeyring?

  /// The members' keys and whose they are.
  private struct Keys {
    /// By ``SigningKey/identity``; several owners if a key was given twice before a rule refused that.
    var owners: [[UInt8]: [String]] = [:]
    var ssh: [[UInt8]: SigningKey] = [:]
    var openPGP: [OpenPGPPublicKey] = []
  }

  /// A commit object beyond this is read by nobody who looks for a signature.
  private static let sizeLimitInBytes = 1 << 20

  /// - Parameter members: the snapshot whose members count.
  package init(repository: Repository, members: any Snapshot) {
    self.repository = repository
    self.members = members
  }

  /// Which member signed a commit, or why nobody did.
  ///
  /// - Throws: if the commit or the members cannot be read, or a program that the signature needs is not there.
  package func signature(of commit: ObjectID) throws(GitError) -> CommitSignature {
    let size = try repository.header(of: commit).sizeInBytes
    guard size <= Self.sizeLimitInBytes else {
      return .invalid("is in a commit of \(size) bytes, which is too large to check", key: nil)
    }
    let content = SignedContent(ofCommit: try repository.content(of: commit, .commit))
    let text = content.signature
    if text.isEmpty { return .none }
    if text.starts(with: SSHSignature.begin) { return try ssh(content) }
    if text.starts(with: OpenPGPKeyring.begin) { return try openPGP(content) }
    let what = text.starts(with: "-----BEGIN SIGNED MESSAGE-----".utf8) ? "S/MIME" : "neither SSH nor OpenPGP"
    return .invalid("\(SignatureProblem.unsupported(what))", key: nil)
  }

  private func ssh(_ content: SignedContent) throws(GitError) -> CommitSignature {
    let signature: SSHSignature
    do throws(SignatureProblem) {
      signature = try SSHSignature(armored: content.signature)
    } catch {
      return .invalid("\(error)", key: nil)
    }
    let fingerprint = signature.key.fingerprint
    guard signature.namespace == SSHSignature.gitNamespace else {
      let name = EscapedText.printable(String(decoding: signature.namespace, as: UTF8.self))
      return .invalid("\(SignatureProblem.namespace(name))", key: fingerprint)
    }
    let keys = try keys()
    guard let key = keys.ssh[signature.key.bytes] else {
      return .unknownKey(fingerprint, identity: signature.key.bytes)
    }
    let isGood =
      signature.isCheckedHere
      ? signature.verifies(content.payload)
      : try SSHKeygen.verifies(content.signature, by: key, of: content.payload)
    guard isGood else { return .invalid("\(SignatureProblem.mismatch)", key: fingerprint) }
    return named(by: keys.owners[key.identity] ?? [], fingerprint)
  }

  private func openPGP(_ content: SignedContent) throws(GitError) -> CommitSignature {
    let keys = try keys()
    if keyring == nil { keyring = try OpenPGPKeyring(keys.openPGP) }
    switch try keyring?.verdict(on: content.signature, of: content.payload) {
    case .good(let fingerprint)?:
      let key = keys.openPGP.first { $0.fingerprint == fingerprint }
      return named(by: key.flatMap { keys.owners[$0.fingerprinted] } ?? [], fingerprint)
    case .unknownKey(let fingerprint)?: return .unknownKey(fingerprint, identity: [])
    case .bad(let problem, let fingerprint)?: return .invalid("\(problem)", key: fingerprint)
    case nil: return .none
    }
  }

  private func named(by owners: [String], _ fingerprint: String) -> CommitSignature {
    guard let owner = owners.first else { return .unknownKey(fingerprint, identity: []) }
    guard owners.count == 1 else {
      let names = owners.map { "'\($0)'" }.joined(separator: " and ")
      return .invalid("is by a key that both \(names) have, so it identifies nobody", key: fingerprint)
    }
    return .member(owner, key: fingerprint)
  }

  private func keys() throws(GitError) -> Keys {
    if let known { return known }
    var keys = Keys()
    for name in try members.memberNames() {
      for key in try members.member(name)?.value?.signingKeys ?? [] {
        let owners = keys.owners[key.identity] ?? []
        if !owners.contains(name) { keys.owners[key.identity] = owners + [name] }
        switch key.kind {
        case .ssh: keys.ssh[key.identity] = key
        case .openPGP(let key): keys.openPGP.append(key)
        }
      }
    }
    known = keys
    return keys
  }
}
