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

  package init() {}

  /// As words of a command line.
  package var words: [String] {
    (listen.map { ["--listen", $0] } ?? []) + (data.map { ["--data", $0] } ?? []) + ["--", path]
  }
}
