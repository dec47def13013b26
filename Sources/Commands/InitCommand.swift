import ArgumentParser
import Blobs
import Git
import Glibc
import ManifestCoding
import Manifests
import RegistryStore
import Rules

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a registry repository: an organization, its first admin, the core registries.",
    discussion: """
      Makes DIR a git repository where it is none, and commits organization.yaml, the admin's member file and the core \
      registries Models and Datasets. With --blobs lfs, the default, artifacts become Git LFS pointers and git-lfs's \
      pre-push hook is installed, so that an ordinary git push carries their content; with git they are the bytes.

      EXAMPLES
        git registry init acme-models --name acme --admin ada --email ada@acme.org
        git registry init --bare /srv/git/models.git --name acme --admin ada --email ada@acme.org --blobs git
      """)

  @Argument(help: ArgumentHelp("The folder to make the repository in.", valueName: "dir"))
  var directory = "."

  @Option(help: ArgumentHelp("Name of the organization.", valueName: "org"))
  var name: String

  @Option(help: ArgumentHelp("User name of the first organization admin.", valueName: "user"))
  var admin: String

  @Option(help: ArgumentHelp("The admin's e-mail address, as in git's user.email.", valueName: "mail"))
  var email: String

  @Flag(help: "Make a bare repository.")
  var bare = false

  @Option(help: ArgumentHelp("How artifacts are kept: lfs (pointers) or git (the bytes).", valueName: "lfs|git"))
  var blobs = Organization.BlobMode.lfs

  @OptionGroup var options: WriteOptions

  func run() throws {
    let lfs = blobs == .lfs ? try GitLFS.require() : nil
    let place = FileSystem.absolute(directory)
    let isNew = !FileSystem.exists(place)
    do {
      if Self.isNoRepository(place) {
        try Repository.runGit(
          ["init", "--quiet"] + (bare ? ["--bare"] : []) + (options.branch.map { ["--initial-branch=\($0)"] } ?? []) + [
            "--", place,
          ]
        ).requireSuccess()
      }
      try Place.change(to: place)
      let repository = try options.place.repository()
      try Self.requireNoRegistry(in: repository)
      try lfs?.installHook(in: repository)
      try options.commit("Create registry repository of \(name)", in: repository, isFirst: true) { edit, _ in
        try write(to: &edit)
      }
    } catch {
      // What init made, init takes away: nothing of the caller's was in it.
      if isNew { FileSystem.removeTree(place) }
      throw error
    }
  }

  private func write(to edit: inout Edit) throws {
    try edit.write(Organization(name: name, blobs: blobs), at: "organization")
    try edit.write(Member(emails: [email], role: .admin), at: "members/\(admin)")
    let core = [
      ("Models", "model", "Models that are ready to use."),
      ("Datasets", "dataset", "Datasets that models are made from."),
    ]
    for (name, type, description) in core {
      let registry = Registry(
        type: .core, description: description, visibility: .organization, acceptedArtifactTypes: .only([type]))
      try edit.write(registry, at: "registries/\(name)/registry")
    }
    if let path = RepositoryPath(".gitattributes") { try edit.write(Array((knownAttributes + "\n").utf8), at: path) }
  }

  private static func requireNoRegistry(in repository: Repository) throws {
    guard let branch = try repository.headBranch(), let tip = try repository.target(of: branch) else { return }
    guard try CommitSnapshot(repository, tree: repository.commit(tip).tree).organization() == nil else {
      throw CommandFailure("there is a registry already: organization.yaml is on \(branch.branch ?? "\(branch)")")
    }
  }

  private static func isNoRepository(_ directory: String) -> Bool {
    !FileSystem.exists(directory + "/.git")
      && !(FileSystem.exists(directory + "/objects") && FileSystem.exists(directory + "/HEAD"))
  }
}

extension Organization.BlobMode: ExpressibleByArgument {}
