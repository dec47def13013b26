package import ArgumentParser

/// What `git registry serve` takes. The command line describes it and hands it to the server, which reads the same words.
package struct ServeOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The repository: a clone or a bare one. The current folder unless given.", valueName: "repository"),
    completion: .directory)
  package var path: String?

  @Option(
    help: ArgumentHelp("Serve each bare repository in this folder, at /ORGANIZATION.", valueName: "folder"),
    completion: .directory)
  package var root: String?

  @Option(
    help: ArgumentHelp(
      "Listen here; may be repeated. Without it, on this machine alone, at the first free port from 5000 on.",
      valueName: "address:port")
  )
  package var listen: [String] = []

  @Option(
    help: ArgumentHelp(
      "Keep runs and tokens here; registry/server in the git directory unless given. With --root, one folder each.",
      valueName: "folder"),
    completion: .directory)
  package var data: String?

  @Option(
    help: ArgumentHelp(
      "Commit what a run logged to the version that comes from it once the run has said nothing for so many seconds; at once when the run ends.",
      valueName: "seconds"))
  package var settleAfter: Int?

  @Option(
    help: ArgumentHelp(
      "Forget runs, and the files that they logged, so many days after they ended. Versions and candidates stay.",
      valueName: "days"))
  package var keepRuns: Int?

  @Option(
    help: ArgumentHelp(
      "Take in no content beyond so many bytes a repository: 500g for example. Without it, as much as the disk holds.",
      valueName: "bytes"))
  package var quota: ByteQuantity?

  @Option(
    help: ArgumentHelp(
      "A name that clients call this server by; may be repeated. Requests for other hosts are refused.",
      valueName: "name"))
  package var host: [String] = []

  @Option(
    help: ArgumentHelp(
      "Speak TLS with the certificate in this PEM file, followed by those that vouch for it.", valueName: "file"),
    completion: .file())
  package var tlsCert: String?

  @Option(help: ArgumentHelp("The certificate's private key, in PEM.", valueName: "file"), completion: .file())
  package var tlsKey: String?

  @OptionGroup package var signIn: SignInOptions

  @Option(
    help: ArgumentHelp(
      "Where GitLab's jobs are, https://gitlab.acme.org/{project_path}/-/jobs/{job_id} for example. A version whose tags name its job gets that address.",
      valueName: "url"))
  package var jobUrl: String?

  @Flag(
    name: .customLong("list-ids"),
    help: "Print the number of each registry, by which GitLab's clients know it, and end.")
  package var listIDs = false

  @Option(
    help: ArgumentHelp(
      "Send what happens to this address, signed as Standard Webhooks has it; may be repeated. Needs --webhook-secret.",
      valueName: "url"))
  package var webhook: [String] = []

  @Option(
    help: ArgumentHelp(
      "Send only these kinds of events, with commas between; see git registry log --help.", valueName: "name[,name]"))
  package var webhookEvents: [String] = []

  @Option(
    help: ArgumentHelp(
      "The file of the secret that signs what is sent: whsec_ and the base64 of 24 to 64 random bytes.",
      valueName: "file"),
    completion: .file())
  package var webhookSecret: String?

  @Option(
    help: ArgumentHelp(
      "How the log is written: text, which has what fails, or json, a line for each request too.", valueName: "form"))
  package var log: LogForm?

  @Option(
    help: ArgumentHelp("Read options from this YAML file; those given on the command line win.", valueName: "file"),
    completion: .file())
  package var config: String?

  package enum LogForm: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text, json
  }

  package init() {}

  package mutating func validate() throws {
    guard settleAfter ?? 1 >= 1 else { throw ValidationError("--settle-after takes a number of seconds, at least 1") }
    guard keepRuns ?? 1 >= 1 else { throw ValidationError("--keep-runs takes a number of days, at least 1") }
  }

  /// As words of a command line.
  package var words: [String] {
    let single: [(String, String?)] = [
      ("--settle-after", settleAfter.map { "\($0)" }), ("--keep-runs", keepRuns.map { "\($0)" }),
      ("--quota", quota.map { "\($0.bytes)" }),
      ("--job-url", jobUrl), ("--root", root), ("--data", data), ("--tls-cert", tlsCert), ("--tls-key", tlsKey),
      ("--config", config), ("--webhook-secret", webhookSecret), ("--log", log?.rawValue),
    ]
    let lists: [(String, [String])] = [
      ("--listen", listen), ("--host", host), ("--webhook", webhook), ("--webhook-events", webhookEvents),
    ]
    var words = single.flatMap { name, value in value.map { [name, $0] } ?? [] } + signIn.words
    for (name, values) in lists { words += values.flatMap { [name, $0] } }
    if listIDs { words.append("--list-ids") }
    return words + (path.map { ["--", $0] } ?? [])
  }
}
