import Actions
import ArgumentParser
import Catalog
import Diagnostics
import Git
import Manifests
import Searching

struct RecallCommand: ParsableCommand, PagedCommand {
  static let configuration = CommandConfiguration(
    commandName: "recall",
    abstract: "List every version that was made from one, and yank them all.",
    discussion: """
      For a data set or a base model that turned out to be bad: whatever was made from it, through any number of other versions, \
      with the aliases that name each now. --yank withdraws them in one commit; aliases must be moved first.

      EXAMPLES
        git registry recall Datasets/reviews@1.0.0
        git registry recall Datasets/reviews@1.0.0 --yank --reason "labels leaked into the texts"
      """)

  @Argument(help: ArgumentHelp("REGISTRY/MODEL@VERSION.", valueName: "ref"))
  var reference: Reference

  @Flag(help: "Yank them all, in one commit.")
  var yank = false

  @Option(help: ArgumentHelp("With --yank: why.", valueName: "text"))
  var reason: String?

  @OptionGroup var options: WriteOptions

  func validate() throws {
    if yank, reason?.isEmpty ?? true {
      throw ValidationError("--yank needs --reason: everybody who used one of them reads it")
    }
    guard !yank else { return }
    let writing = options.dryRun || options.push || options.branch != nil || options.message != nil || reason != nil
    if writing {
      throw ValidationError("without --yank nothing is written: add it, or leave out the options of a commit")
    }
  }

  func run() throws {
    let reader = try options.place.registry()
    let (model, number) = try reference.requireExactVersion(reader.find)
    try reader.bringAll()
    reader.repository.readsInBulk = true
    let recall = try Recall(
      LineageGraph(
        of: model, .number(number), in: reader.snapshot, up: false, down: true,
        users: reader.catalog(isKept: true)?.users), by: reader.find)
    reader.repository.readsInBulk = false
    guard yank, let reason else {
      return Terminal.write(options.json ? recall.value.text : text(recall))
    }
    let left = recall.versions.filter { $0.status != .yanked }
    guard !left.isEmpty else {
      return Terminal.write(
        options.json ? recall.value.text : "nothing that was made from \(recall.origin) is left to yank\n")
    }
    try options.commit(RecallVersions(left, madeFrom: recall.origin, because: reason), in: reader.repository)
  }

  private func text(_ recall: Recall) -> String {
    guard !recall.versions.isEmpty else { return "nothing was made from \(recall.origin)\n" }
    var table = Table("VERSION", "STATUS", "ALIASES", "MADE FROM")
    for version in recall.versions {
      table.add(
        "\(version.model)@\(version.number)", version.status.rawValue, version.aliases.joined(separator: " "),
        version.through.joined(separator: " "))
    }
    return table.text
  }
}
