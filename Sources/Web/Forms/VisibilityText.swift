import Manifests

/// Who reads a registry, as W&B calls it.
enum VisibilityText {
  /// Those that are chosen most stand first.
  static let options: [FormField.Option] = [Visibility.restricted, .organization, .public, .disabled].map {
    FormField.Option($0.rawValue, label($0))
  }

  static func label(_ visibility: Visibility) -> String {
    switch visibility {
    case .restricted: "Restricted"
    case .organization: "Organization"
    case .public: "Public"
    case .disabled: "Disabled"
    }
  }

  static let hint =
    "Restricted: only members that you add see it. Organization: everyone in it does. Public: everyone who reaches this server. Disabled: only its admins. An admin of the registry may narrow this later; widening it takes an admin of the organization."
}

extension AcceptedTypes {
  /// `all`, or `some` with the types.
  var isAll: Bool { self == .all }

  var types: [String] {
    switch self {
    case .all: []
    case .only(let types): types
    }
  }
}
