import Actions
import ArgumentParser
import Diagnostics
import ManifestCoding

/// The options of every command that reads.
struct ReadOptions: ParsableArguments {
  @OptionGroup var place: RepositoryOption

  @Option(
    help: ArgumentHelp("Read another snapshot: a revision, or the state on a date.", valueName: "rev|date"),
    completion: .revision)
  var at: PointInTime?

  @Flag(help: "Print JSON with the manifests' keys.")
  var json = false

  /// The registry repository at HEAD, or where `--at` says.
  func registry() throws -> RegistryReader {
    guard let at else { return try place.registry() }
    let repository = try place.repository()
    let (commit, basis) = try at.commit(in: repository)
    return try RegistryReader(repository, commit: commit, basis: basis)
  }

  /// Prints text for people, or JSON for programs.
  func print(_ text: @autoclosure () -> String, _ value: () -> JSONValue) {
    Terminal.write(json ? value().text : text())
  }
}
