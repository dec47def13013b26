import Git
import Manifests
import RegistryStore
import Rules

extension ServerHook {
  /// Programs that signatures of some kind take, with the kind in words. Ed25519 and ECDSA take none.
  private static let programs: [(name: String, keys: String)] = [
    (SSHKeygen.program, "RSA keys of SSH"), (OpenPGPKeyring.program, "OpenPGP keys"),
  ]

  /// What signatures take that this machine lacks, whoever the members are; a line each.
  package static func missingPrograms() -> [String] {
    programs.filter { !Repository.hasProgram($0.name) }.map {
      "\($0.name) is not on the PATH: every push with a commit signed by one of the \($0.keys) is refused"
    }
  }

  /// What the keys of the published members take and this machine lacks, if signatures are checked.
  ///
  /// - Parameter script: the hook's own text.
  func signatureProblems(script: String) throws(GitError) -> [HookProblem] {
    guard let branch = try PushJudge.protectedBranch(of: repository), let tip = try repository.target(of: branch) else {
      return []
    }
    let snapshot = CommitSnapshot(repository, tree: try repository.commit(tip).tree)
    let isRequired = try snapshot.organization()?.value?.effectiveSignatures == .required
    guard isRequired || script.contains("--actor-from signature ") else { return [] }
    var keys: [SigningKey] = []
    for name in try snapshot.memberNames() { keys += try snapshot.member(name)?.value?.signingKeys ?? [] }
    if keys.isEmpty { return [HookProblem("no member has a signing key, but every commit must be signed")] }
    let needed = Set(keys.compactMap(\.program))
    return Self.programs.filter { needed.contains($0.name) && !Repository.hasProgram($0.name) }.map {
      HookProblem("\($0.name) is not on the PATH, but members have \($0.keys): their pushes are refused")
    }
  }
}

extension SigningKey {
  /// The program that checks the key's signatures; nil if this one does.
  fileprivate var program: String? {
    switch kind {
    case .openPGP: OpenPGPKeyring.program
    case .ssh(let key): key.algorithm == .rsa ? SSHKeygen.program : nil
    }
  }
}
