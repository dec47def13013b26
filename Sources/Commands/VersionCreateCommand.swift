import ArgumentParser
import Diagnostics
import Git
import Manifests
import RegistryStore
import Rules

struct VersionCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Publish a version of a model.",
    discussion: """
      VERSION is a semantic version. Without it, and without --bump, the patch number of the highest version goes up; the
      first version is 1.0.0. In a job of GitLab CI or GitHub Actions, job and source are taken from the environment.

      EXAMPLES
        git registry version create Fine_Tuned_Models/sentiment 1.2.0 --artifact model.onnx --metric accuracy=0.93
        git registry version create Fine_Tuned_Models/sentiment --bump minor --artifact out/ --artifact eval.csv=dataset --param learning_rate=0.001 --alias champion
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL.", valueName: "model"))
  var reference: Reference

  @Argument(help: ArgumentHelp("The version's number; see --bump.", valueName: "version"))
  var version: String?

  @Option(help: ArgumentHelp("Which number of the highest version goes up: major, minor or patch.", valueName: "part"))
  var bump: SemanticVersion.Bump?

  @OptionGroup var facts: VersionFacts
  @OptionGroup var options: WriteOptions

  mutating func validate() throws {
    if version != nil, bump != nil { throw ValidationError("VERSION and --bump exclude each other") }
  }

  func run() throws {
    let name = try reference.requireModel()
    let wanted = try version.map { try number($0, of: name) }
    let repository = try options.place.repository()
    let head = try options.headSnapshot(of: repository)
    let find = Finder(snapshot: head)
    _ = try find.model(name)
    // The number in the message is that of the tip as it is now; a race gives the edit another tip and number.
    let expected = try wanted ?? next(in: head, name)
    let author = try Rights.memberName(repository.authorEmail(), in: head)
    let imported = try facts.importFiles(into: repository, mode: find.organization().effectiveBlobs)
    let fields = try newVersion(imported, author)
    var published = expected
    try options.commit({ "Publish \(name)@\(published)" }, in: repository, blobs: imported.blobs) { edit, snapshot in
      let number = try wanted ?? next(in: snapshot, name)
      published = number
      try requireNew(number, name, in: snapshot)
      try facts.write(imported, to: &edit, snapshot)
      try edit.write(fields, at: "\(name.folder)/versions/\(number)")
      guard !facts.alias.isEmpty else { return }
      var model = try Finder(snapshot: snapshot).model(name)
      for alias in facts.alias { model.aliases[alias] = number }
      try edit.write(model, at: "\(name.folder)/model")
    }
  }

  private func newVersion(_ imported: VersionFacts.Imported, _ author: String?) throws -> ModelVersion {
    var version = ModelVersion(createdAt: Clock.now(), createdBy: author)
    if facts.job != VersionFacts.JobSource.none, let environment = CIEnvironment.current() {
      version.job = environment.job
      version.source = environment.source
    }
    try facts.apply(imported, to: &version)
    return version
  }

  /// Refused with its rule, as the hook would refuse the file.
  private func number(_ text: String, of name: ModelName) throws -> SemanticVersion {
    if let number = SemanticVersion(text) { return number }
    let place = SourceLocation(path: EscapedText.printable("\(name.folder)/versions/\(text).yaml"))
    let nearest = SemanticVersion.nearest(to: text).map { "did you mean '\($0)'?" } ?? "name it MAJOR.MINOR.PATCH"
    let finding = Finding("'\(EscapedText.printable(text))' is no version by SemVer 2.0.0", at: place, help: nearest)
    let diagnostic = Diagnostic(rule: Rule.versionNotSemantic.id, severity: .error, finding: finding)
    throw CommandFailure(report: Report(diagnostics: [diagnostic], notJudged: []))
  }

  /// From the highest version that is not retired, past retired numbers; 1.0.0 where there is none.
  private func next(in snapshot: CommitSnapshot, _ name: ModelName) throws -> SemanticVersion {
    let retired = try snapshot.model(name)?.value?.retired ?? []
    var number = try snapshot.versions(of: name).last?.bumped(bump ?? .patch) ?? .first
    while retired.contains(where: { $0.hasSamePrecedence(as: number) }) { number = number.bumped(bump ?? .patch) }
    return number
  }

  private func requireNew(_ number: SemanticVersion, _ name: ModelName, in snapshot: CommitSnapshot) throws {
    guard try snapshot.version("\(number)", of: name) != nil else { return }
    let line = try snapshot.versions(of: name).filter { ($0.major, $0.minor) == (number.major, number.minor) }
    let next = (line.last ?? number).bumped(.patch)
    throw CommandFailure(
      "version \(number) of \(name) is published already\nhelp: publish \(next) instead, or git registry version edit")
  }
}

extension SemanticVersion.Bump: ExpressibleByArgument {}
