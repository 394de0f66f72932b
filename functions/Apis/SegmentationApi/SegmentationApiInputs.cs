using SegFunctions.Jobs;
using SegFunctions.Media;
using static SegFunctions.Apis.WireShape;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>The inputs that a request names by address: pictures to fetch, our own stored files, and pictures embedded in the request as data URIs.</summary>
internal sealed class SegmentationApiInputs
{
    /// <summary>Limit for the embedded pictures of one request together, in bytes.</summary>
    public const int MaxInlineBytes = 10 << 20;

    private readonly List<JobItem> _items = [];
    private readonly List<string> _addresses = [];
    private readonly List<(UploadTicket Ticket, InlineFile File)> _files = [];
    private readonly List<string> _faults = [];

    private SegmentationApiInputs()
    {
    }

    /// <summary>Limit for a request body that may embed pictures.</summary>
    public static int MaxBodyBytes { get; } = InlineFile.MaxTextLength(MaxInlineBytes) + JsonBody.MaxBytes;

    /// <summary>One item per address of the request, in order; a background's item is the last.</summary>
    public IReadOnlyList<JobItem> Items => _items;

    /// <summary>The addresses to fetch; items refer to them by index.</summary>
    public IReadOnlyList<string> Addresses => _addresses;

    /// <summary>Sentences that begin with the name of the field.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public static SegmentationApiInputs Read(string account, OwnFields own, InputUrls urls)
    {
        var inputs = new SegmentationApiInputs();
        foreach (var (i, url) in own.InputUrls.Index())
        {
            inputs.Add(account, $"{NameOf<OwnFields>(nameof(OwnFields.InputUrls))}[{i}]", url, urls);
        }

        foreach (var url in SegmentationApiCutouts.UrlsOf(own))
        {
            inputs.Add(account, SegmentationApiCutouts.UrlField, url, urls);
        }

        if (inputs._files.Sum(file => (long)file.File.Bytes.Length) > MaxInlineBytes)
        {
            inputs._faults.Add($"{NameOf<OwnFields>(nameof(OwnFields.InputUrls))} may hold at most {MaxInlineBytes} bytes of files in total");
        }

        return inputs;
    }

    /// <summary>Stores the pictures embedded in the request. Call it only if there are no faults.</summary>
    public async Task StoreAsync(UploadStore uploads, CancellationToken cancellationToken)
    {
        foreach (var (ticket, file) in _files)
        {
            await uploads.StoreAsync(ticket, new BinaryData(file.Bytes).ToStream(), cancellationToken);
        }
    }

    private void Add(string account, string field, string url, InputUrls urls)
    {
        if (InlineFile.IsDataUri(url))
        {
            AddInline(account, field, url);
            return;
        }

        if (urls.FindFault(url) is { } fault)
        {
            _faults.Add($"{field} {fault}");
        }

        var (items, sources) = urls.ToItems(account, [url]);
        _items.Add(items[0] with { Source = items[0].Source is null ? null : _addresses.Count });
        _addresses.AddRange(sources);
    }

    private void AddInline(string account, string field, string text)
    {
        var file = InlineFile.TryRead(text, MaxInlineBytes, out var fault);
        var ticket = UploadTicket.Draw(account, file?.ContentType ?? "");
        _items.Add(new JobItem(ticket.UploadId, ticket.Blob, IsInline: true));
        if (file is null)
        {
            _faults.Add($"{field} {fault}");
        }
        else
        {
            _files.Add((ticket, file));
        }
    }
}
