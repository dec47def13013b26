import ArgumentParser
import Enforcement
import Git

struct HookUninstallCommand: CheckingCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Remove the hooks that git registry installed in repositories that are pushed to.",
    discussion: """
      Removes pre-receive, post-receive and proc-receive if git registry wrote them, and receive.procReceiveRefs with \
      the last of these. Other hooks stay, and so do git's other settings and the record of pushes in refs/registry/log: what \
      is pushed from now on is not judged, and the record shows that once hooks are installed again.

      EXAMPLES
        git registry hook uninstall /srv/git/models.git
      """)

  @Argument(help: ArgumentHelp("The repositories.", valueName: "repo"), completion: .directory)
  var repositories: [String]

  @OptionGroup var place: RepositoryOption

  func outcome() throws -> ExitStatus {
    try HookRepositories(paths: repositories).each { repository in
      let removed = try ServerHook(of: repository, for: nil).uninstall()
      guard !removed.isEmpty else {
        return HookRepositories.Outcome(lines: ["there is no hook of git registry in \(repository.commonDirectory)"])
      }
      return HookRepositories.Outcome(
        lines: removed.map { "removed \($0)" } + [
          "git registry no longer judges pushes to \(repository.commonDirectory)"
        ])
    }
  }
}
