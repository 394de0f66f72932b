namespace SegFunctions.Models.Catalogue;

/// <summary>The role of a file in its model.</summary>
public enum ModelFileRole
{
    /// <summary>The only network of a model.</summary>
    Network,

    /// <summary>Picture to embeddings.</summary>
    Encoder,

    /// <summary>Embeddings and prompts to masks.</summary>
    Decoder,
}
