import ArgumentParser
import Diagnostics
import Git

struct DoctorCommand: CheckingCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Diagnose problems with this clone; exit status 1 if anything is wrong.",
    discussion: """
      Checks git-lfs and its hook, without which a push leaves content behind, .gitattributes, the remote, which has \
      10 seconds to answer, and, as notes, missing content, leftovers of killed imports and git's settings for large \
      repositories. --fix fixes what needs no decision. git registry hook check checks a server.

      EXAMPLES
        git registry doctor
        git registry doctor --fix
        git registry doctor --offline --json
      """)

  @Flag(help: "Fix what can be fixed.")
  var fix = false

  @Flag(help: "Do not ask the remote.")
  var offline = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var place: RepositoryOption

  func outcome() throws -> ExitStatus {
    let checkup = try CloneCheckup(of: place.registry(), asksRemote: !offline)
    var found = try checkup.problems()
    var mended: [String] = []
    if fix {
      for problem in found {
        guard let mend = problem.mend else { continue }
        try mend()
        mended.append(problem.text)
      }
      if !mended.isEmpty { found = try checkup.problems() }
    }
    let problems = found.filter { !$0.isNote }.map(\.text)
    let notes = found.filter(\.isNote).map(\.text)
    if json {
      let value: JSONValue = .object([
        "problems": .array(problems.map { .string($0) }), "notes": .array(notes.map { .string($0) }),
        "mended": .array(mended.map { .string($0) }),
      ])
      Terminal.write(value.text)
    } else {
      let lines = mended.map { "mended: \($0)" } + problems + notes.map { "note: \($0)" }
      let all = problems.isEmpty ? lines + ["nothing is wrong with this clone"] : lines
      Terminal.write(all.map { EscapedText.line($0) + "\n" }.joined())
    }
    return problems.isEmpty ? .success : .diagnostics
  }
}
