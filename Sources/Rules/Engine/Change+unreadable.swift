import GitObjects
import ManifestCoding
import Manifests

/// Manifests that a change makes unreadable, whole or in part. Their own findings refuse the change; what other rules would make
/// of all that such a manifest no longer says ("the registry has no admin") would be wrong.
///
/// One that could not be read before either does not count: what depends on it is reported, so that nobody gains by it.
extension Change {
  func makesUnreadable<Name, Value>(_ manifest: ChangedManifest<Name, Value>) -> Bool {
    isNewlyUnreadable(manifest.after, manifest.before)
  }

  func makesOrganizationUnreadable() throws(GitError) -> Bool {
    try isNewlyUnreadable(after.organization(), before?.organization())
  }

  func makesTeamUnreadable(_ name: String) throws(GitError) -> Bool {
    try isNewlyUnreadable(after.team(name), before?.team(name))
  }

  func makesRegistryUnreadable(_ name: String) throws(GitError) -> Bool {
    try isNewlyUnreadable(after.registry(name), before?.registry(name))
  }

  func makesModelUnreadable(_ name: ModelName) throws(GitError) -> Bool {
    try isNewlyUnreadable(after.model(name), before?.model(name))
  }

  func makesVersionUnreadable(_ number: String, of model: ModelName) throws(GitError) -> Bool {
    try isNewlyUnreadable(after.version(number, of: model), before?.version(number, of: model))
  }

  func makesCandidateUnreadable(_ id: String, of model: ModelName) throws(GitError) -> Bool {
    try isNewlyUnreadable(after.candidate(id, of: model), before?.candidate(id, of: model))
  }

  private func isNewlyUnreadable<Value>(_ after: LoadedManifest<Value>?, _ before: LoadedManifest<Value>?) -> Bool {
    guard let after, !after.isWhole else { return false }
    return before?.isWhole ?? true
  }
}

extension LoadedManifest {
  fileprivate var isWhole: Bool { value != nil && decoded.problems.isEmpty }
}
