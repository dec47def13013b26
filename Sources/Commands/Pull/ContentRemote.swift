import Actions
import ArgumentParser
import Diagnostics
import Git
import Manifests

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

  /// Nil for `--no-fetch`, and where there is no remote, or more than one and none of them is the one.
  func name(in repository: Repository) throws -> String? {
    guard !isLocal else { return nil }
    return try Self.name(remote, in: repository)
  }

  /// - Parameter wanted: a remote's name, or its address.
  static func name(_ wanted: String?, in repository: Repository) throws -> String? {
    let known = try repository.git("remote").requireSuccess().text.split(separator: "\n").map(String.init)
    if let wanted {
      let isAddress = wanted.contains("/") || wanted.contains(":")
      guard known.contains(wanted) || (isAddress && !wanted.hasPrefix("-")) else {
        throw ActionFailure.missing("there is no remote '\(EscapedText.line(wanted))'", wanted, known)
      }
      return wanted
    }
    if let branch = try repository.headBranch()?.branch,
      let own = try repository.configuration("branch.\(branch).remote"), known.contains(own)
    {
      return own
    }
    return known.contains("origin") ? "origin" : known.count == 1 ? known[0] : nil
  }
}
