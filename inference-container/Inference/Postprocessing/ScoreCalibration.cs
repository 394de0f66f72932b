namespace SegFunctions.Inference.Postprocessing;

/// <summary>
/// Moves a detector's own confidence so that 0.5, the contract's default threshold, is its good operating point:
/// <c>sigmoid(logit(raw) − logit(operating point))</c>. Order is kept; 0 and 1 stay.
/// </summary>
/// <param name="operatingPoint">The raw score that becomes 0.5, above 0 and below 1.</param>
internal sealed class ScoreCalibration(double operatingPoint)
{
    private readonly double _odds = operatingPoint / (1 - operatingPoint);

    public double Calibrate(double raw) => raw / (raw + (_odds * (1 - raw)));

    /// <summary>The raw score of a calibrated one.</summary>
    public double ToRaw(double calibrated) => calibrated * _odds / ((calibrated * _odds) + 1 - calibrated);
}
