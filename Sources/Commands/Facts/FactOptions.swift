import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Git
import Inspection
import ManifestCoding
import Manifests

/// What is recorded of a version or candidate.
struct FactOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file, or a folder with all its files; may be repeated. The type is model unless =TYPE follows.",
      valueName: "path[=type]"), completion: .file())
  var artifact: [String] = []

  @Flag(help: "Publish pointers of Git LFS and Xet as they are, instead of refusing them.")
  var allowPointer = false

  @Option(
    help: ArgumentHelp("A log file, an artifact of type log; may be repeated.", valueName: "path"), completion: .file())
  var log: [String] = []

  @Flag(help: "Follow links in a folder of artifacts, even if they lead out of it.")
  var followLinks = false

  @Option(
    help: ArgumentHelp(
      "A parameter of the training; may be repeated. V is text unless it cannot be meant as text: 3, 0.5, .5, 1e-5, 1.0e5 and true are typed; 7e5, 3.10, 007, +3, -0, 1_000, 0x1F and 1:30 are text. K:=V reads V as JSON: lr:=1e5, id:='\"3\"'.",
      valueName: "k=v"))
  var param: [KeyValue] = []

  @Option(
    help: ArgumentHelp("A metric, a decimal number that is stored as typed; may be repeated.", valueName: "k=v"))
  var metric: [KeyValue] = []

  @Option(help: ArgumentHelp("A tag; may be repeated.", valueName: "k=v"))
  var tag: [KeyValue] = []

  @Option(
    help: ArgumentHelp(
      "A JSON or YAML file of parameters, metrics, tags and the run's name, as training scripts write it; options take precedence.",
      valueName: "file"), completion: .file())
  var from: String?

  @Flag(help: "Leave out values in the --from file that are NaN or infinite, and metrics that are null.")
  var dropNan = false

  @Option(
    help: ArgumentHelp(
      "The model's interface: a YAML or JSON file of it, an MLmodel or ONNX file; auto takes that of the first artifact that has one, as version create does if the previous version has one; none records none.",
      valueName: "file|auto|none"), completion: .file())
  var signature: String?

  @Option(help: ArgumentHelp("What it is, or what is new.", valueName: "text"))
  var description: String?

  @Option(help: ArgumentHelp("The algorithm. Changing it requires a major version.", valueName: "name"))
  var algorithm: String?

  @Option(
    help: ArgumentHelp(
      "What it was made from: a version of this repository, or an address with its digest; may be repeated.",
      valueName: "ref|url[=sha256:…]"), completion: .reference)
  var lineage: [String] = []

  @Option(help: ArgumentHelp("Address of the repository of the code that made it.", valueName: "url"))
  var sourceRepository: String?

  @Option(help: ArgumentHelp("Commit of that code.", valueName: "id"))
  var sourceCommit: String?

  @Option(
    help: ArgumentHelp(
      "auto takes job and source from the environment (GitLab CI, GitHub Actions), none does not; the default for create is auto.",
      valueName: "auto|none"))
  var job: JobSource?

  @Option(
    help: ArgumentHelp(
      "The training run that it came from, as the tracking server or the CI system names it.", valueName: "id"))
  var run: String?

  enum JobSource: String, ExpressibleByArgument, CaseIterable {
    case auto, none
  }

  /// Files on their way into the store, and the artifacts that they become.
  struct Imported {
    let blobs: BlobImport
    let artifacts: [Artifact]
    /// What `--signature` gave.
    let signature: Signature?
  }

  /// Reads the files, once, into the store's temporary folder; the signature first, which costs little and may be refused.
  ///
  /// - Parameters:
  ///   - published: artifacts that are there already, of which `--signature auto` may take one.
  ///   - hadSignature: true where the version before has one: then that of an artifact is taken without being asked for.
  ///   - isPushed: true where `--push` sends the content.
  ///   - isQuiet: true where nothing may be said besides the result and warnings.
  func importFiles(
    into repository: Repository, mode: Organization.BlobMode, besides published: PublishedArtifacts? = nil,
    hadSignature: () throws -> Bool = { false }, isPushed: Bool, isQuiet: Bool
  ) throws -> Imported {
    let links: FolderLinks = followLinks ? .everywhere : .inside
    let files =
      try artifact.flatMap { try ArtifactFile.files($0, following: links) }
      + log.flatMap { try ArtifactFile.files($0, type: Artifact.logType, following: links) }
    if !allowPointer { try ArtifactCheck.refusePointers(files) }
    let candidates =
      files.map { file in ArtifactSignature.Candidate(file.path) { try FileBytes(file.source) } }
      + (published?.candidates ?? [])
    let signature = try SignatureArgument.signature(
      signature.map { SignatureArgument($0) }, among: candidates, hadSignature: hadSignature, isQuiet: isQuiet)
    for warning in ArtifactCheck.missingWeights(of: files, besides: published?.artifacts.map(\.path) ?? []) {
      Terminal.writeError("warning: \(warning)\n")
    }
    let blobs = try BlobImport(into: repository, mode: mode)
    var artifacts: [Artifact] = []
    // On a file system where every file may be run, git takes no notice either.
    let hasModes = try repository.configuration("core.fileMode") != "false"
    let progress = ProgressBar(
      "adding", of: try files.reduce(0) { $0 + (try FileSystem.sizeInBytes(of: $1.source) ?? 0) })
    defer { progress?.finish() }
    for (file, content) in zip(files, try blobs.add(files.map(\.source), progress: progress)) {
      artifacts.append(
        Artifact(
          path: file.path, type: file.type, digest: content.digest, sizeInBytes: content.sizeInBytes,
          isExecutable: hasModes && FileSystem.isExecutable(file.source)))
    }
    if mode == .lfs, !files.isEmpty { try ContentHook.ensure(in: repository, isPushed: isPushed) }
    return Imported(blobs: blobs, artifacts: artifacts, signature: signature)
  }

  /// What the options say of something new: with the CI job unless `--job none`.
  func newChanges(_ imported: Imported) throws -> FactChanges { try changes(imported, knowsJob: job != JobSource.none) }

  /// What the options say of something that is there: with the CI job for `--job auto`.
  func changes(_ imported: Imported) throws -> FactChanges { try changes(imported, knowsJob: job == .auto) }

  private func changes(_ imported: Imported, knowsJob: Bool) throws -> FactChanges {
    var changes = FactChanges()
    if knowsJob, let environment = CIEnvironment.current() {
      (changes.job, changes.jobSource) = (environment.job, environment.source)
    }
    changes.lineage = try lineage.map { try LineageInput(argument: $0) }
    (changes.artifacts, changes.signature) = (imported.artifacts, imported.signature)
    if let file = try from.map({ try RunFile.load($0, dropsNaN: dropNan) }) {
      (changes.parameters, changes.metrics, changes.tags) = (file.parameters, file.metrics, file.tags)
      changes.run = file.run
    }
    try Self.requireDistinct(param, "--param")
    try Self.requireDistinct(metric, "--metric")
    try Self.requireDistinct(tag, "--tag")
    for pair in param { changes.parameters[pair.key] = try pair.parameter() }
    for pair in metric { changes.metrics[pair.key] = try pair.metric() }
    for pair in tag { changes.tags[pair.key] = try pair.text() }
    (changes.description, changes.algorithm) = (description, algorithm)
    if let run { changes.run = run }
    (changes.sourceRepository, changes.sourceCommit) = (sourceRepository, sourceCommit)
    return changes
  }

  private static func requireDistinct(_ pairs: [KeyValue], _ option: String) throws {
    var seen: Set<String> = []
    for pair in pairs where !seen.insert(pair.key).inserted {
      throw CommandFailure(status: .usage, "\(option) '\(pair.key)' is given twice\nhelp: name it once")
    }
  }
}
