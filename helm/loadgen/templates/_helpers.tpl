{{- define "loadgen.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "loadgen.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains (include "loadgen.name" .) .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "loadgen.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What selects the pod: never changed by an upgrade. */}}
{{- define "loadgen.selectorLabels" -}}
app.kubernetes.io/name: {{ include "loadgen.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "loadgen.labels" -}}
{{ include "loadgen.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "loadgen.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "loadgen.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "loadgen.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* The whole pod may write to /tmp and nowhere else. */}}
{{- define "loadgen.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "loadgen.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* An environment variable from a key of a secret: (list name secret key). */}}
{{- define "loadgen.secretEnv" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end }}

{{/*
The secrets that are mounted as files, as JSON: a folder, a secret, and a variable for each key. Both the environment and the
mounts are made from it, so that they cannot differ.
*/}}
{{- define "loadgen.secretFiles" -}}
{{- $files := list -}}
{{- with .Values.nats.credentials }}{{ if .existingSecret }}{{ $files = append $files (dict "folder" "nats-creds" "secret" .existingSecret "env" (dict "NATS_CREDS_FILE" .key)) }}{{ end }}{{ end -}}
{{- with .Values.nats.nkey }}{{ if .existingSecret }}{{ $files = append $files (dict "folder" "nats-nkey" "secret" .existingSecret "env" (dict "NATS_NKEY" .key)) }}{{ end }}{{ end -}}
{{- range $prefix := list "nats" "mongo" -}}
{{- $tls := (index $.Values $prefix).tls -}}
{{- $upper := upper $prefix -}}
{{- with $tls.ca }}{{ if .existingSecret }}{{ $files = append $files (dict "folder" (printf "%s-ca" $prefix) "secret" .existingSecret "env" (dict (printf "%s_CA" $upper) .key)) }}{{ end }}{{ end -}}
{{- with $tls.client }}{{ if .existingSecret }}{{ $files = append $files (dict "folder" (printf "%s-client" $prefix) "secret" .existingSecret "env" (dict (printf "%s_CERT" $upper) .certificateKey (printf "%s_KEY" $upper) .privateKeyKey)) }}{{ end }}{{ end -}}
{{- end -}}
{{- toJson $files -}}
{{- end }}

{{/* Refuses what the schema cannot: more than one way to be let in. */}}
{{- define "loadgen.checkNats" -}}
{{- $ways := list -}}
{{- range $way := list "credentials" "nkey" "user" "token" -}}
{{- if (index $.Values.nats $way).existingSecret }}{{ $ways = append $ways $way }}{{ end -}}
{{- end -}}
{{- if gt (len $ways) 1 -}}
{{- fail (printf "nats: at most one of credentials, nkey, user and token may name a secret, was %s" (join " and " $ways)) -}}
{{- end -}}
{{- end }}
