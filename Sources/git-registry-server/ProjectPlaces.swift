import Actions
import ArgumentParser
import Diagnostics
import Endpoints
import Git
import GitLabAPI
import Manifests
import RegistryStore
import Rules
import RunStore

/// Where the numbers of registries are: for a server, and for `--list-ids` beside one.
enum ProjectPlaces {
  /// That of a repository that is served.
  static func place(of repository: OpenedRepository) -> ProjectNumbers.Place {
    let served = repository.served
    return ProjectNumbers.Place(repository.organization, repository.runs) {
      do { return try await served.read { try $0.snapshot.registryNames() } } catch let error as ActionFailure
        where error.kind == .notRegistry
      { return [] }
    }
  }

  /// That of a repository that another process may serve.
  ///
  /// - Returns: also the folder that it is in.
  static func place(at path: String, data: String?) throws -> (place: ProjectNumbers.Place, folder: String) {
    let repository = try Repository.open(at: path)
    let (store, folder) = (
      try TokenCommand.store(of: repository, in: data), try TokenCommand.folder(of: repository, in: data)
    )
    var (organization, registries): (String, [String]) = ("", [])
    if let branch = try repository.headBranch(), let tip = try repository.target(of: branch) {
      let snapshot = try RegistryReader(repository, commit: repository.commit(tip)).snapshot
      organization = try snapshot.organization()?.value?.name ?? ""
      registries = try snapshot.registryNames()
    }
    return (ProjectNumbers.Place(organization, store) { [registries] in registries }, folder)
  }

  /// - Parameter folder: that of the first repository, which every process that gives numbers knows.
  static func numbers(_ places: [ProjectNumbers.Place], lockedIn folder: String) throws -> ProjectNumbers {
    let numbers = ProjectNumbers(places, lockPath: folder + "/projects.lock")
    for project in try TokenCommand.wait({ try await numbers.giveAll() }) {
      let name = EscapedText.line("\(project.organization)/\(project.registry)")
      Console.warn("another repository's registry has the number that \(name) had; it is \(project.number) now")
    }
    return numbers
  }
}
