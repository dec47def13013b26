import ArgumentParser

struct MemberCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "member",
    abstract: "Add, change, remove and list members of the organization and of registries.",
    subcommands: [MemberAddCommand.self, MemberEditCommand.self, MemberRemoveCommand.self, MemberListCommand.self])
}
