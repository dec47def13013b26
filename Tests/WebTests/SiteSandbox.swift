import Actions
import Foundation
import Git
import TestSupport
import Web

/// The sample registry in a clone, and sites that are written of it.
struct SiteSandbox {
  let sandbox: GitSandbox

  /// - Parameter prepare: makes more of the repository `models`.
  init(_ prepare: (GitSandbox) throws -> Void = { _ in }) throws {
    sandbox = try GitSandbox()
    try FileManager.default.copyItem(atPath: SourceTree.url("sample-registry").path, toPath: sandbox.path("models"))
    try sandbox.git("init", "--quiet", "models")
    try sandbox.git("config", "user.email", "ada@acme.org", in: "models")
    try sandbox.git("add", ".", in: "models")
    try sandbox.git("commit", "--quiet", "--message", "Found the registry", in: "models")
    try prepare(sandbox)
  }

  func build(_ choice: SiteChoice) throws -> SiteBuild {
    let repository = try Repository.open(at: sandbox.path("models"))
    return try SiteBuild(of: RegistryReader(repository, commit: repository.headCommit()), choice)
  }

  /// All files by their paths.
  func files(_ choice: SiteChoice) throws -> [String: [UInt8]] {
    let site = try build(choice)
    var files: [String: [UInt8]] = [:]
    try site.write { files[$0] = $1 }
    return files
  }

  /// Into the folder `site`.
  @discardableResult
  func write(_ choice: SiteChoice, to folder: String = "site") throws -> SiteFolder.Changes {
    let site = try build(choice)
    return try SiteFolder(sandbox.path(folder)).update(to: site.paths, by: site.write)
  }
}
