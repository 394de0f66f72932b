using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Media;
using static SegFunctions.Apis.WireShape;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>Reads and validates the requests of POST /v1.0/removebg.</summary>
public sealed class RemoveBgOrders(
    UploadStore uploads, InputUrls inputUrls, InputSources sources, IOptions<MediaOptions> media, AccountLimits limits, TimeProvider time)
{
    private static readonly string UrlField = NameOf<RemovalRequest>(nameof(RemovalRequest.ImageUrl));
    private static readonly string TextField = NameOf<RemovalRequest>(nameof(RemovalRequest.ImageFileB64));

    private long MaxFileBytes => Math.Min(RemoveBgForms.MaxFileBytes, media.Value.MaxImageBytes);

    /// <summary>Collects all faults before refusing. Stores nothing.</summary>
    /// <exception cref="ApiException">Names every fault.</exception>
    internal async Task<RemovalOrder> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (account, read) = (request.Account(), new WireFaults());
        var form = await RemoveBgForms.ReadAsync(request, read, cancellationToken);
        var faults = read.All.Select(fault => RemoveBgErrors.OfField(fault.Field, fault.Sentence)).ToList();
        var files = new List<(UploadTicket Ticket, Func<Stream> Open)>();
        var region = ReadRegion(form.Fields, faults);
        var image = ReadImage(account, form, read, files, faults);
        var background = ReadBackground(account, form, files, faults);
        if (faults.Count > 0)
        {
            throw new ApiException(RemoveBgErrors.Of(faults));
        }

        var input = image!;
        var spec = RemoveBgMapping.ToSpec(form, account, input.Item, background?.Item, region, limits.PriceOf(RemoveBgSurface.Name), time.GetUtcNow());
        return new RemovalOrder(spec, [.. input.Addresses, .. background?.Addresses ?? []], files, RemoveBgMapping.ToType(form.Fields));
    }

    /// <summary>Stores the pictures that came with the request, and the addresses of the others.</summary>
    internal async Task<JobSpec> StoreAsync(RemovalOrder order, CancellationToken cancellationToken)
    {
        foreach (var (ticket, open) in order.Files)
        {
            await using var content = open();
            await uploads.StoreAsync(ticket, content, cancellationToken);
        }

        return order.Addresses.Count == 0
            ? order.Spec
            : order.Spec with { Sources = await sources.AddAsync(order.Spec.Account, order.Addresses, null, cancellationToken) };
    }

    private static PictureRegion? ReadRegion(RemovalRequest fields, List<ApiFault> faults)
    {
        if (fields.Roi is null)
        {
            return null;
        }

        var region = RemoveBgPlaces.FindRegion(fields.Roi);
        if (region is null || RemoveBgPlaces.IsEmpty(region))
        {
            var name = NameOf<RemovalRequest>(nameof(fields.Roi));
            faults.Add(region is null ? RemoveBgErrors.OfField(name, $"{name} {RemoveBgPlaces.RoiRule}") : RemoveBgErrors.EmptyRegion());
        }

        return region;
    }

    private RemovalInput? ReadImage(
        string account, RemovalForm form, WireFaults read, List<(UploadTicket Ticket, Func<Stream> Open)> files, List<ApiFault> faults)
    {
        var given = new object?[] { form.ImageFile, form.Fields.ImageUrl, form.Fields.ImageFileB64 }.Count(source => source is not null);
        if (given == 1)
        {
            return form.Fields.ImageUrl is { } url ? ReadUrl(account, UrlField, url, 0, faults)
                : form.ImageFile is { } file ? ReadFile(account, NameOf<RemovalForm>(nameof(RemovalForm.ImageFile)), file, files, faults)
                : ReadText(account, form.Fields.ImageFileB64!, files, faults);
        }

        if (given > 1)
        {
            faults.Add(RemoveBgErrors.MultipleSources());
        }
        else if (!read.Has(UrlField) && !read.Has(TextField))
        {
            faults.Add(RemoveBgErrors.MissingSource());
        }

        return null;
    }

    private RemovalInput? ReadBackground(string account, RemovalForm form, List<(UploadTicket Ticket, Func<Stream> Open)> files, List<ApiFault> faults)
    {
        if (new object?[] { form.BgImageFile, form.Fields.BgImageUrl, form.Fields.BgColor }.Count(background => background is not null) > 1)
        {
            faults.Add(RemoveBgErrors.MultipleBackgrounds());
            return null;
        }

        // In the list of addresses it follows the picture.
        var place = form.Fields.ImageUrl is { } picture && inputUrls.FindStored(picture) is null ? 1 : 0;
        return form.Fields.BgImageUrl is { } url ? ReadUrl(account, NameOf<RemovalRequest>(nameof(RemovalRequest.BgImageUrl)), url, place, faults)
            : form.BgImageFile is { } file ? ReadFile(account, NameOf<RemovalForm>(nameof(RemovalForm.BgImageFile)), file, files, faults)
            : null;
    }

    private RemovalInput ReadUrl(string account, string field, string url, int place, List<ApiFault> faults)
    {
        if (inputUrls.FindFault(url) is { } fault)
        {
            faults.Add(RemoveBgErrors.OfField(field, $"{field} {fault}"));
        }

        var (items, addresses) = inputUrls.ToItems(account, [url]);
        return new RemovalInput(items[0] with { Source = items[0].Source is null ? null : place }, addresses);
    }

    private RemovalInput? ReadFile(string account, string field, IFormFile file, List<(UploadTicket Ticket, Func<Stream> Open)> files, List<ApiFault> faults)
    {
        if (file.Length > MaxFileBytes)
        {
            faults.Add(RemoveBgErrors.TooLarge(field, MaxFileBytes));
            return null;
        }

        Span<byte> head = stackalloc byte[MediaTypes.HeadBytes];
        using (var content = file.OpenReadStream())
        {
            head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }

        return Add(account, field, MediaTypes.FindPicture(head), file.OpenReadStream, files, faults);
    }

    private RemovalInput? ReadText(string account, string text, List<(UploadTicket Ticket, Func<Stream> Open)> files, List<ApiFault> faults)
    {
        if (text.Length > InlineFile.MaxTextLength((int)MaxFileBytes))
        {
            faults.Add(RemoveBgErrors.TooLarge(TextField, MaxFileBytes));
            return null;
        }

        if (InlineFile.TryRead(text, (int)MaxFileBytes, out var fault) is not { } file)
        {
            faults.Add(RemoveBgErrors.OfField(TextField, $"{TextField} {fault}"));
            return null;
        }

        return Add(account, TextField, file.ContentType, () => new BinaryData(file.Bytes).ToStream(), files, faults);
    }

    private static RemovalInput? Add(
        string account, string field, string? contentType, Func<Stream> open, List<(UploadTicket Ticket, Func<Stream> Open)> files, List<ApiFault> faults)
    {
        if (contentType is null)
        {
            faults.Add(RemoveBgErrors.InvalidType(field));
            return null;
        }

        var ticket = UploadTicket.Draw(account, contentType);
        files.Add((ticket, open));
        return new RemovalInput(new JobItem(ticket.UploadId, ticket.Blob, IsInline: true), []);
    }
}

/// <summary>A validated request.</summary>
/// <param name="Spec">Complete except for the reference to its sources.</param>
/// <param name="Addresses">Addresses that the job must fetch.</param>
/// <param name="Files">Files that are still to be stored.</param>
/// <param name="Type">Value of the header <c>X-Type</c>; null for no such header.</param>
internal sealed record RemovalOrder(JobSpec Spec, IReadOnlyList<string> Addresses, IReadOnlyList<(UploadTicket Ticket, Func<Stream> Open)> Files, string? Type);

/// <summary>A picture in a request.</summary>
/// <param name="Addresses">The address to fetch it from; one or none.</param>
internal sealed record RemovalInput(JobItem Item, IReadOnlyList<string> Addresses);
