import Access
import Endpoints

extension Route.Need {
  /// As routes.txt and docs/rights.md have it.
  var text: String {
    switch self {
    case .nothing: "everybody"
    case .registry(let right): right.rawValue
    case .repository(let right): "\(right.rawValue) of the repository"
    case .organization(let right): "\(right.rawValue) of the organization"
    case .some(let right): "\(right.rawValue) of some registry"
    }
  }
}
