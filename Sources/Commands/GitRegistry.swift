import ArgumentParser

/// The root: `git registry`.
struct GitRegistry: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git-registry",
    abstract: "A model registry that lives in a git repository.",
    usage: "git registry [-C <dir>] <command> [<options>]",
    discussion: """
      Registries, models and versions are manifests in a git repository; artifacts are kept in a content-addressed blob folder. \
      Every command that writes makes one commit, judged by the rules that the server's hook enforces.

      A reference is REGISTRY/MODEL@VERSION, @ALIAS, @RANGE (npm's: ^1.2, ~1.2.0, 1.x) or @latest. @candidate:ID \
      names a candidate wherever a version is read.
      """,
    version: Program.version,
    subcommands: [ManualCommand.self, CompletionCommand.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Start", subcommands: [InitCommand.self, CreateCommand.self, EditCommand.self, DeleteCommand.self]),
      CommandGroup(
        name: "People, models, versions",
        subcommands: [
          MemberCommand.self, TeamCommand.self, ModelCommand.self, CandidateCommand.self, VersionCommand.self,
          AliasCommand.self,
        ]),
      CommandGroup(
        name: "Look and fetch",
        subcommands: [
          SearchCommand.self, ListCommand.self, ShowCommand.self, ResolveCommand.self, LineageCommand.self,
          RecallCommand.self,
          LogCommand.self,
          DiffCommand.self, CompareCommand.self, PlotCommand.self, InspectCommand.self, PullCommand.self,
          OutdatedCommand.self,
        ]),
      CommandGroup(name: "Serve", subcommands: [ServeCommand.self, SiteCommand.self, TokenCommand.self]),
      CommandGroup(
        name: "Keep",
        subcommands: [
          DoctorCommand.self, VerifyCommand.self, CollectCommand.self, DiskUsageCommand.self, PurgeCommand.self,
        ]),
      CommandGroup(
        name: "Judge and enforce",
        subcommands: [
          ValidateCommand.self, ReviewCommand.self, FmtCommand.self, ExplainCommand.self, AuditCommand.self,
          HookCommand.self,
          CICommand.self,
        ]),
    ])
}
