namespace SegFunctions.Models.Catalogue;

/// <summary>A catalogue that cannot be used, or a name that is not in it. The message lists every fault, one per line.</summary>
public sealed class ModelCatalogueException(string message, Exception? innerException = null) : Exception(message, innerException);
