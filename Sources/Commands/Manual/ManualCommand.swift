import ArgumentParser
import Blobs
import Git

/// For `make install` and `make docs`: users read what it writes.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Write the man pages into a folder, or the reference of all commands.",
    discussion: """
      EXAMPLES
        git registry manual man1
        git registry manual --markdown
      """,
    shouldDisplay: false)

  @Argument(help: ArgumentHelp("The folder to write the man pages into, one per command.", valueName: "dir"))
  var folder: String?

  @Option(help: ArgumentHelp("The date on the pages.", valueName: "date"))
  var date = String(Clock.now().prefix { $0 != "T" })

  @Flag(help: "Print docs/commands.md.")
  var markdown = false

  func run() throws {
    if markdown { return Terminal.write(CommandReference.markdown()) }
    guard let folder else { throw CommandFailure(status: .usage, "name a folder, or add --markdown") }
    try FileSystem.makeFolder(folder)
    let root = CommandPage.program()
    for page in root.all {
      try FileSystem.replace("\(folder)/\(page.fileName).1", with: ManualPage.text(of: page, root: root, date: date))
    }
  }
}
