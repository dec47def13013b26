package import ArgumentParser

/// What `git registry serve` takes. The command line describes it and hands it to the server, which reads the same words.
package struct ServeOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The repository: a clone or a bare one.", valueName: "repository"), completion: .directory)
  package var path = "."

  @Option(
    help: ArgumentHelp(
      "Listen here. Without it, on this machine alone, at the first free port from 5000 on.", valueName: "address:port")
  )
  package var listen: String?

  @Option(
    help: ArgumentHelp(
      "Keep runs here; registry/server in the git directory unless given.", valueName: "folder"),
    completion: .directory)
  package var data: String?

  @Option(
    help: ArgumentHelp(
      "Commit what a run logged to the version that comes from it once the run has said nothing for so many seconds; at once when the run ends.",
      valueName: "seconds"))
  package var settleAfter = 60

  @Option(
    help: ArgumentHelp(
      "Forget runs, and the files that they logged, so many days after they ended. Versions and candidates stay.",
      valueName: "days"))
  package var keepRuns: Int?

  package init() {}

  package mutating func validate() throws {
    guard settleAfter >= 1 else { throw ValidationError("--settle-after takes a number of seconds, at least 1") }
    guard keepRuns ?? 1 >= 1 else { throw ValidationError("--keep-runs takes a number of days, at least 1") }
  }

  /// As words of a command line.
  package var words: [String] {
    let words =
      (listen.map { ["--listen", $0] } ?? []) + (data.map { ["--data", $0] } ?? [])
      + (keepRuns.map { ["--keep-runs", "\($0)"] } ?? [])
    return words + ["--settle-after", "\(settleAfter)", "--", path]
  }
}
