package import Git
import RegistryStore
import Rules

extension RegistryWriter {
  /// Makes one commit on a new branch that starts at this writer's branch, for others to review. The rules judge what it is, and not who
  /// may do it: that is asked of whoever merges it.
  ///
  /// - Throws: ``ActionFailure`` if there is such a branch, or its name could be taken for something else.
  package func propose(_ commit: PlannedCommit, on proposal: RefName) throws -> Written {
    let name = proposal.branch ?? "\(proposal)"
    if let problem = RefNaming.ambiguity(of: proposal) {
      throw ActionFailure(.invalid, "the branch name '\(name)' \(problem)", help: "choose another name")
    }
    let taken = ActionFailure(.alreadyExists, "there is already a branch '\(name)'", help: "choose another name")
    guard let tip = try repository.target(of: branch) else { throw ActionFailure.noRegistry() }
    guard try repository.target(of: proposal) == nil else { throw taken }
    let intake = ContentIntake(into: repository, received: commit.content)
    var effects: [ActionEffect] = []
    do {
      let outcome = try Transaction(on: proposal, of: repository).run(
        message: { commit.message(effects) }, start: tip, isDryRun: false,
        facts: { _ in Facts(actor: .unknown, content: try intake.stored(knowsStore: true)) },
        publish: intake.publish,
        stageCommit: { tree, parents, message in
          // Somebody made the branch meanwhile, and this would land on theirs.
          guard parents == [tip] else { throw taken }
          return try commit.author.stage(tree: tree, parents: parents, message: message, in: repository)
        },
        edit: { snapshot in
          let made = try commit.edit(snapshot, intake)
          effects = made.effects
          return made.edit
        })
      let written = Written(outcome, effects, commit.message(effects))
      if written.commit == nil { intake.discard() }
      return written
    } catch let refusal as RefusedByRules {
      intake.revert()
      return .refused(refusal.report)
    } catch {
      intake.revert()
      throw error
    }
  }
}
