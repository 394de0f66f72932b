using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>The purpose of a link.</summary>
internal enum LinkPurpose
{
    /// <summary>Receives from or sends to a queue or subqueue.</summary>
    Messages,

    /// <summary>Requests about a queue or subqueue.</summary>
    Management,

    /// <summary>Presents tokens.</summary>
    Tokens,
}

/// <summary>The address of a link's node.</summary>
/// <param name="Purpose">The kind of node.</param>
/// <param name="Path">Path of the entity; empty for tokens.</param>
/// <param name="Node">The path that a token must grant: the entity's, or its management node's, for which npm's client presents a separate token. Empty for tokens.</param>
internal sealed record LinkAddress(LinkPurpose Purpose, string Path, string Node)
{
    private const string TokenNode = "$cbs";
    private const string ManagementSuffix = "/$management";

    /// <exception cref="AmqpException">The link is to a transaction coordinator, or its node has no name.</exception>
    public static LinkAddress Of(AmqpLinkSettings settings)
    {
        if (settings.Target is Coordinator)
        {
            throw new AmqpException(AmqpErrorCode.NotImplemented, "Transactions are not supported.");
        }

        var text = settings.Role == true ? (settings.Target as Target)?.Address?.ToString() : (settings.Source as Source)?.Address?.ToString();
        return Parse(text ?? throw new AmqpException(AmqpErrorCode.InvalidField, "The link names no address."));
    }

    /// <param name="text">The address, with or without a leading slash, since clients differ.</param>
    private static LinkAddress Parse(string text)
    {
        var path = text.TrimStart('/');
        if (path.Equals(TokenNode, StringComparison.OrdinalIgnoreCase))
        {
            return new LinkAddress(LinkPurpose.Tokens, string.Empty, string.Empty);
        }

        return path.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase)
            ? new LinkAddress(LinkPurpose.Management, path[..^ManagementSuffix.Length], path)
            : new LinkAddress(LinkPurpose.Messages, path, path);
    }
}
