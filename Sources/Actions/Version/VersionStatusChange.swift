import Manifests
import RegistryStore

/// What deprecating, yanking and restoring share: a new status, with its reason.
struct VersionStatusChange {
  let model: ModelName
  let number: SemanticVersion
  let status: VersionStatus
  /// Nil for the one that is there.
  let reason: String?

  /// - Parameter verb: as the commit's message begins.
  func make(_ edit: inout Edit, in context: ActionContext, _ verb: String) throws -> ActionEffect {
    let number = try context.find.number(.version(number), of: model)
    var version = try context.find.version(number, of: model)
    if status == .deprecated, version.status == .yanked {
      throw ActionFailure(
        .conflict, "\(model)@\(number) is yanked",
        help: "restore it first: git registry version restore \(model)@\(number)")
    }
    let kept = version.status == status ? version.statusReason : nil
    version.status = status
    version.statusReason = status == .active ? nil : reason ?? kept
    try edit.write(version, at: "\(model.folder)/versions/\(number)")
    return ActionEffect("\(verb) \(model)@\(number)", version: number)
  }
}
