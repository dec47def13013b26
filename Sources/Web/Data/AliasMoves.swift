import Actions
import Endpoints
import GitObjects
import ManifestCoding
import Manifests
import RegistryStore

/// Since when a model's aliases name what they name, and who moved them there.
struct AliasMoves {
  struct Move {
    let time: String
    let actor: String?
  }

  private(set) var moves: [String: Move] = [:]

  private static let commitsAtMost = 500

  init(of model: ModelName, _ aliases: [String], in context: PageContext) throws {
    guard !aliases.isEmpty, let reference = Reference("\(model)") else { return }
    var moves: [String: Move] = [:]
    var missing = Set(aliases)
    var looked = 0
    try context.record.tell(about: reference) { entry in
      looked += 1
      for event in entry.events {
        guard case .alias(let alias, of: model, let change) = event, change.to != nil, missing.remove(alias) != nil
        else { continue }
        moves[alias] = Move(
          time: Timestamp.text(entry.landing.time), actor: entry.member ?? entry.commit.author.name)
      }
      return !missing.isEmpty && looked < Self.commitsAtMost
    }
    self.moves = moves
  }
}
