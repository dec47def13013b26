import Actions
import ArgumentParser
import Blobs
import Diagnostics
import Enforcement
import Git
import RegistryStore
import Rules

struct ReviewCommand: CheckingCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Show what merging a branch would mean for those who use the models, and whether a person must look.",
    discussion: """
      Judges and describes what merging HEAD into BASE would make: what is published, promoted, changed and retired, each \
      new version next to the one that it follows and the one in production, whose approval it needs, and a verdict: \
      routine (patch versions only, metrics within policy.routine of registry.yaml, nothing else touched), needs a person \
      with each reason, or invalid. Exit status 0, 2 or 1.

      EXAMPLES
        git registry review origin/main..HEAD
        git registry review main..feature --format markdown
      """)

  @Argument(
    help: ArgumentHelp(
      "The branch to merge into, and what to merge; HEAD if nothing follows.", valueName: "base..head"),
    completion: .revision)
  var range: RevisionRange

  @Option(help: ArgumentHelp("text, markdown or json.", valueName: "format"))
  var format: Format?

  @Flag(help: "The same as --format json.")
  var json = false

  @Option(
    help: ArgumentHelp("Who merges it: a member's name or e-mail address.", valueName: "name"), completion: .member)
  var actor: String?

  @Option(
    help: ArgumentHelp("The folder of the repository that holds the registry.", valueName: "path"),
    completion: .directory)
  var root: String?

  @OptionGroup var place: RepositoryOption

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, markdown, json
  }

  mutating func validate() throws {
    if format != nil, json { throw ValidationError("--format and --json cannot be combined") }
  }

  func outcome() throws -> ExitStatus {
    let scope = RevisionScope(repository: try place.repository(), root: root)
    let merge = try MergeReview(of: range.head, into: range.base, by: actor, in: scope)
    let (review, header) = (merge.review, merge.header)
    switch json ? .json : format ?? .text {
    case .text: Terminal.write(MessageText.shown(ReviewText(review, header).text))
    case .markdown: Terminal.write(ReviewMarkdown(review, header).text)
    case .json: Terminal.write(ReviewJSON.value(review, header).text)
    }
    return switch review.verdict {
    case .routine: .success
    case .needsPerson: .needsPerson
    case .invalid: .diagnostics
    }
  }
}

/// `BASE..HEAD`, `BASE...HEAD` or `BASE`.
struct RevisionRange: ExpressibleByArgument {
  let base: String
  let head: String

  init?(argument: String) {
    guard let dots = argument.firstRange(of: "...") ?? argument.firstRange(of: "..") else {
      base = argument
      head = "HEAD"
      return
    }
    let sides = [argument[..<dots.lowerBound], argument[dots.upperBound...]].map { $0.isEmpty ? "HEAD" : String($0) }
    guard !sides[1].hasPrefix("."), !sides.contains(where: { $0.contains("..") }) else { return nil }
    (base, head) = (sides[0], sides[1])
  }
}
