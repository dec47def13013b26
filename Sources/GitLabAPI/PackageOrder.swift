import Diagnostics
import Endpoints
import MLflowAPI
import Manifests

/// The order of a list of packages: `order_by` and `sort`.
struct PackageOrder {
  private enum Key: String, CaseIterable {
    case created = "created_at"
    case name, version, type
  }

  private let key: Key
  private let isDescending: Bool

  /// - Throws: ``GitLabError`` for an order that there is not.
  init(_ request: ServerRequest) throws(GitLabError) {
    guard let key = Key(rawValue: request.query("order_by") ?? Key.created.rawValue) else {
      throw Self.refused("order_by", Key.allCases.map(\.rawValue))
    }
    let sort = request.query("sort") ?? "asc"
    guard ["asc", "desc"].contains(sort) else { throw Self.refused("sort", ["asc", "desc"]) }
    self.key = key
    isDescending = sort == "desc"
  }

  private static func refused(_ name: String, _ values: [String]) -> GitLabError {
    GitLabError(400, "400 Bad request - \(name) is one of \(values.joined(separator: ", "))")
  }

  /// Whatever is equal is by model and number.
  func sorted(_ versions: [ServedVersion]) -> [ServedVersion] {
    let ascending = versions.sorted { left, right in
      switch key {
      case .created:
        let (first, second) = (left.value.createdAt ?? "", right.value.createdAt ?? "")
        if first != second { return first < second }
      case .version: if left.number != right.number { return left.number < right.number }
      case .name, .type: break
      }
      return left.name == right.name ? left.number < right.number : left.name < right.name
    }
    return isDescending ? ascending.reversed() : ascending
  }
}
