@_exported public import GitObjects
