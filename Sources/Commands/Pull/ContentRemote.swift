import Actions
import ArgumentParser

/// Where content is fetched from where the local store lacks it.
struct ContentRemote: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fetch missing content from this remote; the branch's own, 'origin' or the only one unless given.",
      valueName: "name"))
  var remote: String?

  @Flag(name: .customLong("no-fetch"), help: "Fetch nothing: report what the local store lacks as missing.")
  var isLocal = false

  mutating func validate() throws {
    guard isLocal, remote != nil else { return }
    throw ValidationError("--remote and --no-fetch cannot be combined")
  }

  var source: ContentSource { isLocal ? .local : .remote(remote) }
}
