namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>What a link is for.</summary>
internal enum LinkPurpose
{
    /// <summary>Messages of a queue or subqueue.</summary>
    Messages,

    /// <summary>Requests about one.</summary>
    Management,

    /// <summary>Tokens.</summary>
    Tokens,
}

/// <summary>The address of a link's node.</summary>
/// <param name="Purpose">What the node is.</param>
/// <param name="Path">Of the entity; empty for tokens.</param>
internal sealed record LinkAddress(LinkPurpose Purpose, string Path)
{
    private const string TokenNode = "$cbs";
    private const string ManagementSuffix = "/$management";

    /// <summary>What a token must open for the link. Some clients show one for the management node alone.</summary>
    public string Secured => Purpose == LinkPurpose.Management ? Path + ManagementSuffix : Path;

    /// <param name="text">With or without a slash in front; clients differ.</param>
    public static LinkAddress Parse(string text)
    {
        var path = text.TrimStart('/');
        if (path.Equals(TokenNode, StringComparison.OrdinalIgnoreCase))
        {
            return new LinkAddress(LinkPurpose.Tokens, string.Empty);
        }

        return path.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase)
            ? new LinkAddress(LinkPurpose.Management, path[..^ManagementSuffix.Length])
            : new LinkAddress(LinkPurpose.Messages, path);
    }
}
