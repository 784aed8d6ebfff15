{{/* Not those that the service and its network policy select by. */}}
{{- define "loadgen.runSelectorLabels" -}}
app.kubernetes.io/name: {{ include "loadgen.name" . }}-run
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "loadgen.runLabels" -}}
{{ include "loadgen.runSelectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{/* One run: the exit code of its pod says how it went. */}}
{{- define "loadgen.runJob" -}}
# A run that did not pass is not tried again: the second would be of a platform that the first has changed.
backoffLimit: 0
activeDeadlineSeconds: {{ .Values.oneShot.activeDeadlineSeconds | int64 }}
ttlSecondsAfterFinished: {{ .Values.oneShot.ttlSecondsAfterFinished | int64 }}
template:
  metadata:
    labels:
      {{- include "loadgen.runLabels" . | nindent 6 }}
      {{- with .Values.podLabels }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    {{- with .Values.podAnnotations }}
    annotations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    restartPolicy: Never
    {{- include "loadgen.podIdentity" . | nindent 4 }}
    # Longer than the run drains and its reports are written.
    terminationGracePeriodSeconds: {{ add .Values.runs.drainSeconds 45 }}
    {{- with include "loadgen.scheduling" . | trim }}
    {{- . | nindent 4 }}
    {{- end }}
    containers:
      - name: run
        {{- include "loadgen.containerIdentity" . | nindent 8 }}
        args:
          - run
          - --spec=/etc/loadgen/run/run.json
          {{- if .Values.oneShot.reports.existingClaim }}
          - --report-dir=/reports
          - --formats={{ join "," .Values.oneShot.reports.formats }}
          {{- end }}
        env:
          {{- include "loadgen.env" . | nindent 10 }}
        resources:
          {{- include "loadgen.resources" . | nindent 10 }}
        volumeMounts:
          {{- include "loadgen.volumeMounts" . | nindent 10 }}
          - name: run
            mountPath: /etc/loadgen/run
            readOnly: true
          {{- if .Values.oneShot.reports.existingClaim }}
          - name: reports
            mountPath: /reports
          {{- end }}
    volumes:
      {{- include "loadgen.volumes" . | nindent 6 }}
      - name: run
        configMap:
          name: {{ printf "%s-run" (include "loadgen.fullname" . | trunc 50 | trimSuffix "-") }}
      {{- with .Values.oneShot.reports.existingClaim }}
      - name: reports
        persistentVolumeClaim:
          claimName: {{ . }}
      {{- end }}
{{- end }}
