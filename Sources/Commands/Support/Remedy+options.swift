import Actions
import Manifests

extension Remedy {
  /// A help line that names the option.
  private var help: String {
    switch self {
    case .chooseAnotherCandidateID: "choose another --id"
    case .giveReason: "--reason TEXT"
    case .giveSourceRepository: "name it with --source-repository"
    case .nameRegistryFolder: "name the folder that has it with --root"
    case .readEarlierRevision: "--at REV shows it as it was"
    case .replaceCard(let model): "git registry model edit \(model) --card FILE replaces it"
    }
  }

  /// The same failure with its remedy in the command line's words.
  static func told(_ failure: ActionFailure) -> ActionFailure {
    guard let remedy = failure.remedy else { return failure }
    return ActionFailure(failure.kind, failure.message, help: remedy.help)
  }
}
