import Endpoints
import Manifests

/// A version or an address in a lineage, as the viewer may see it.
struct LineageNode: Hashable {
  let text: String
  /// The registry that it is in.
  let place: String
  /// Nil for what the viewer cannot see, or what is elsewhere.
  let address: Address?

  init(text: String, place: String, address: Address?) {
    (self.text, self.place, self.address) = (text, place, address)
  }

  static let hidden = "a version you cannot see"

  /// - Parameter input: as a manifest has it: `REGISTRY/MODEL@VERSION`, or an address.
  init(_ input: String, _ context: PageContext) {
    if let address = Address(foreign: input) {
      self.init(text: input, place: "elsewhere", address: address)
    } else if let reference = Reference(input), let model = reference.model, context.sight.sees(reference.registry) {
      self.init(
        text: model + (reference.selector.map { "@\($0)" } ?? ""), place: reference.registry,
        address: context.links.reference(input).flatMap { $0.isNowhere ? nil : $0 })
    } else if Reference(input) == nil {
      self.init(text: input, place: "elsewhere", address: nil)
    } else {
      self.init(text: Self.hidden, place: "", address: nil)
    }
  }

  /// With the registry.
  var words: String { place.isEmpty || place == "elsewhere" ? text : "\(place)/\(text)" }
}

extension PageContext {
  /// False for what a lineage names in a registry that is hidden from the viewer, or that is not there.
  func sees(lineage input: String) -> Bool {
    Address(foreign: input) != nil || (Reference(input).map { sight.sees($0.registry) } ?? true)
  }
}
