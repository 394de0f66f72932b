namespace SegFunctions.Apis.Mcp;

/// <summary>Settings of the endpoint for language models. Section <c>Mcp</c>.</summary>
public sealed class McpOptions
{
    public const string Section = "Mcp";

    /// <summary>Whether the endpoint is enabled.</summary>
    public bool Enabled { get; set; }
}
