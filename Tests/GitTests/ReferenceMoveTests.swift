import Git
import TestSupport
import Testing

/// References moved by ``RefLock``, in one repository by it and in its twin by `git update-ref`: both end alike.
struct ReferenceMoveTests {
  struct Case: CustomTestStringConvertible {
    let description: String
    /// What is done to both first; `$A` to `$C` are commits, and the references are `refs/heads/main` and `refs/heads/other`, both at `$A`.
    var before = ""
    /// `NAME OLD NEW`; `-` for none.
    let moves: [String]
    var isRefused = false
    var testDescription: String { description }
  }

  static let cases = [
    Case(description: "one", moves: ["refs/heads/main A B"]),
    Case(description: "two", moves: ["refs/heads/other A C", "refs/heads/main A B"]),
    Case(description: "backwards", before: "git update-ref refs/heads/main $C", moves: ["refs/heads/main C A"]),
    Case(description: "to where it is", moves: ["refs/heads/main A A"]),
    Case(description: "made", moves: ["refs/heads/new/one - A", "refs/heads/main A B"]),
    Case(description: "deleted", moves: ["refs/heads/other A -", "refs/heads/main A B"]),
    Case(description: "packed", before: "git pack-refs --all", moves: ["refs/heads/main A B"]),
    Case(
      description: "packed, and then moved", before: "git pack-refs --all && git update-ref refs/heads/main $B",
      moves: ["refs/heads/main B C"]),
    Case(
      description: "symbolic", before: "git symbolic-ref refs/heads/other refs/heads/main",
      moves: ["refs/heads/other A B"]),
    Case(description: "HEAD is detached", before: "git update-ref --no-deref HEAD $A", moves: ["refs/heads/main A B"]),
    Case(description: "another value", moves: ["refs/heads/other A B", "refs/heads/main B C"], isRefused: true),
    Case(description: "made already", moves: ["refs/heads/other A B", "refs/heads/main - C"], isRefused: true),
    Case(
      description: "locked", before: "touch refs/heads/main.lock",
      moves: ["refs/heads/other A B", "refs/heads/main A C"], isRefused: true),
    Case(description: "HEAD is locked", before: "touch HEAD.lock", moves: ["refs/heads/main A C"], isRefused: true),
    Case(
      description: "a hook that refuses",
      before:
        "mkdir -p hooks && printf '#!/bin/sh\\nexit 1\\n' > hooks/reference-transaction && chmod +x hooks/reference-transaction",
      moves: ["refs/heads/main A B"], isRefused: true),
    Case(
      description: "a hook elsewhere that refuses",
      before:
        "mkdir h && printf '#!/bin/sh\\nexit 1\\n' > h/reference-transaction && chmod +x h/reference-transaction && git config core.hooksPath \"$PWD/h\"",
      moves: ["refs/heads/main A B"], isRefused: true),
    Case(description: "a group's", before: "git config core.sharedRepository group", moves: ["refs/heads/main A B"]),
    Case(description: "without a reflog", before: "rm -rf logs", moves: ["refs/heads/main A B"]),
    Case(
      description: "its reflog is a folder",
      before: "rm -rf logs/refs/heads/main && mkdir -p logs/refs/heads/main/x && touch logs/refs/heads/main/x/y",
      moves: ["refs/heads/main A B"], isRefused: true),
    Case(
      description: "what holds it is not a value", before: "echo garbage > refs/heads/main",
      moves: ["refs/heads/main A B"], isRefused: true),
  ]

  /// One after another: the umask is the process's, and one case changes it while others would start git.
  @Test(.serialized, arguments: cases) func endsAsGitEndsIt(_ one: Case) throws {
    let sandbox = try GitSandbox()
    sandbox.environment["GIT_COMMITTER_DATE"] = "1700000000 +0000"
    let prepare = """
      git init -q --bare -b main twin.git && cd twin.git && tree=$(git hash-object -t tree -w --stdin </dev/null)
      for name in A B C; do declare $name=$(git commit-tree -m $name $tree); done
      for name in main other; do git update-ref --create-reflog refs/heads/$name $A; done
      \(one.before.isEmpty ? "true" : one.before)
      cp -a ../twin.git ../ours.git && echo $A $B $C
      """
    let made = try sandbox.run("bash", ["-ec", prepare])
    try made.requireSuccess()
    let ids = made.output.split(whereSeparator: \.isWhitespace).suffix(3).map { ObjectID(hex: String($0)) }
    let values = ["A": ids[0], "B": ids[1], "C": ids[2]]
    let changes = one.moves.map { move in
      let words = move.split(separator: " ").map(String.init)
      return RefChange(RefName(words[0])!, from: values[words[1]] ?? nil, to: values[words[2]] ?? nil)
    }
    var transaction = "start\n"
    for change in changes {
      let old = "\(change.old ?? .zero)"
      transaction += change.new.map { "update \(change.name) \($0) \(old)\n" } ?? "delete \(change.name) \(old)\n"
    }
    let git = try sandbox.run(
      "bash", ["-c", "printf '\(transaction)prepare\ncommit\n' | git update-ref --create-reflog -m why --stdin"],
      in: "twin.git")
    let lock = try RefLock(in: try Repository.open(at: sandbox.path("ours.git")))
    let problem = try lock.move(changes, message: "why")
    lock.unlock()
    #expect((git.status != 0) == one.isRefused, "\(git.text)")
    #expect((problem != nil) == one.isRefused, "\(problem ?? "")")
    #expect(try state(of: "ours.git", in: sandbox) == state(of: "twin.git", in: sandbox))
  }

  /// Every reference, every reflog without who and when, every lock, and every permission.
  private func state(of repository: String, in sandbox: GitSandbox) throws -> String {
    let script = """
      cat HEAD; git for-each-ref 2>&1; cd .; find . -name '*.lock' -not -name registry.lock | sort
      for log in $(find logs -type f 2>/dev/null | sort); do echo $log; sed -E 's/ [^>]*> [0-9]+ [+-][0-9]+\\t/ /' $log; done
      find refs logs HEAD -type f -printf '%m %p\\n' 2>/dev/null | sort
      """
    return try sandbox.run("bash", ["-c", script], in: repository).text
  }
}
