/// A column or tensor of a signature, or a property of an object in it.
package struct SignatureField: Hashable, Sendable {
  /// A property always has one.
  package var name: String?
  /// True if the name is a number in digits: a column of a table whose columns have none, as pandas counts them.
  package var isNumbered: Bool
  package var type: SignatureType
  /// Nil if the manifest does not say; MLflow reads that as required.
  package var isRequired: Bool?

  package init(name: String? = nil, isNumbered: Bool = false, type: SignatureType, isRequired: Bool? = nil) {
    self.name = name
    self.isNumbered = isNumbered
    self.type = type
    self.isRequired = isRequired
  }

  /// True if a caller may leave it out.
  package var isOptional: Bool { isRequired == false }
}
