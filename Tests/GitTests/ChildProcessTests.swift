import Git
import TestSupport
import Testing

/// Programs that the process starts and waits for.
struct ChildProcessTests {
  private struct Case: CustomTestStringConvertible {
    let script: String
    var input: [UInt8] = []
    var status: Int32 = 0
    var output = ""
    var error = ""
    var testDescription: String { script }
  }

  private static let cases = [
    Case(script: "cat", input: Array("hello".utf8), output: "hello"),
    Case(script: "cat", output: ""),
    // More than a pipe holds, both ways and on both streams.
    Case(
      script: "cat; yes e | head -c 200000 >&2", input: Array(repeating: 120, count: 300_000),
      output: String(repeating: "x", count: 300_000), error: String(repeating: "e\n", count: 100_000)),
    // Somebody who does not read what is there for it does no harm.
    Case(script: "exit 3", input: Array(repeating: 120, count: 300_000), status: 3),
    Case(script: "kill -TERM $$", status: 128 + 15),
    Case(script: "echo $ADDED $HOME", output: "yes here\n"),
    // Nothing else that the process has open.
    Case(script: "ls /proc/self/fd | wc -l", output: "4\n"),
    Case(script: "exec 1>&-; echo late >&2", error: "late\n"),
  ]

  @Test(arguments: cases) private func aProgramIsRunToItsEnd(_ row: Case) throws {
    let result = try Repository.runProgram(
      "sh", ["-c", row.script], input: row.input, environment: ["ADDED": "yes", "HOME": "here"])
    #expect(result.status == row.status)
    #expect(result.text == row.output)
    #expect(result.error == row.error)
  }

  @Test func aProgramThatCannotBeStartedIsSaidByName() {
    let error = #expect(throws: GitError.self) {
      try Repository.runProgram("/nowhere/to-be-found", ["x"], environment: [:])
    }
    #expect(error?.description == "/nowhere/to-be-found x: No such file or directory")
  }

  /// Swift has as many threads for tasks as the machine has cores. Each that waits for a child must not need another one.
  @Test func moreTasksThanThreadsWaitForPrograms() async throws {
    let outputs = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<64 {
        group.addTask { try Repository.runProgram("sh", ["-c", "sleep 0.01; echo \(number)"], environment: [:]).line }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(outputs.count == 64)
  }
}
